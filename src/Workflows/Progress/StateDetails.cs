using System.Text;
using Pipelines.Workflows.Scheduling;

namespace Pipelines.Workflows.Progress;

/// <summary>An execution in a few lines of Markdown. What they cost does not grow with the number of steps.</summary>
internal static class StateDetails
{
    private const int MostRows = 20;

    /// <summary>Returns the lines.</summary>
    public static string Of(FlowState state)
    {
        var text = new StringBuilder();
        var ended = state.Ended.Values.Sum();
        text.Append($"**{state.Run.Context.Pipeline}** · {state.Status}");
        text.Append(
            state.Flow.Repeats ? $" · {ended} steps have ended" : $" · {ended} of {state.Flow.Steps} steps have ended");
        foreach (var (status, count) in state.Ended) text.Append($" · {count} {status}");
        text.AppendLine();
        AddWaiting(state, text);
        if (state.Running.IsEmpty) return text.ToString();

        text.AppendLine().AppendLine("| step | since | attempt |").AppendLine("|---|---|---|");
        foreach (var (path, key) in state.Running.Take(MostRows).OrderBy(step => step.Key, StringComparer.Ordinal))
        {
            var slot = state[key];
            text.AppendLine($"| `{path}` | {slot.StartTime:u} | {slot.Attempts} |");
        }

        if (state.Running.Count > MostRows) text.AppendLine($"| and {state.Running.Count - MostRows} more | | |");
        return text.ToString();
    }

    private static void AddWaiting(FlowState state, StringBuilder text)
    {
        if (state.Awaited.IsEmpty) return;
        var shown = state.Awaited.Take(MostRows)
            .Where(step => state[step.Value].Wait is not null)
            .OrderBy(step => step.Key, StringComparer.Ordinal);
        foreach (var (path, key) in shown)
        {
            var wait = state[key].Wait!;
            text.AppendLine().Append($"`{path}` waits for {wait.For}");
            if (wait.Until is { } until) text.Append($" until {until:u}");
        }

        if (state.Awaited.Count > MostRows) text.AppendLine().Append($"and {state.Awaited.Count - MostRows} more wait");
    }
}
