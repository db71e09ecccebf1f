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
        text.Append($" · {ended} of {state.Flow.Steps} steps have ended");
        foreach (var (status, count) in state.Ended) text.Append($" · {count} {status}");
        text.AppendLine();
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
}
