using Pipelines.Definitions.Contracts;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pipelines.Starter.Terminal;

/// <summary>Shows an execution at work: a tree that is redrawn on a terminal, a line per change elsewhere.</summary>
/// <param name="terminal">Where it is shown, on standard error.</param>
/// <param name="time">For the durations of steps at work.</param>
public sealed class ProgressView(CommandTerminal terminal, TimeProvider time)
{
    private readonly Dictionary<string, (StepStatus Status, int Attempts)> _shown = [];

    /// <summary>Shows every state until <paramref name="states"/> ends.</summary>
    public async Task ShowAsync(IAsyncEnumerable<ExecutionState> states)
    {
        if (terminal.Interactive) await RedrawAsync(states).ConfigureAwait(false);
        else await foreach (var state in states.ConfigureAwait(false)) PrintChanges(state);
    }

    /// <summary>A renderable of coloured lines.</summary>
    public static IRenderable Render(IEnumerable<StyledLine> lines) =>
        new Rows(lines.Select(line => new Text(line.Text, StyleOf(line.Tone)).Overflow(Overflow.Ellipsis)));

    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Good => new Style(Color.Green),
        Tone.Bad => new Style(Color.Red),
        Tone.Active => new Style(Color.Aqua),
        Tone.Held => new Style(Color.Yellow),
        Tone.Quiet => new Style(decoration: Decoration.Dim),
        _ => Style.Plain,
    };

    private async Task RedrawAsync(IAsyncEnumerable<ExecutionState> states) =>
        await terminal.Drawing().Live(new Text("starting …")).StartAsync(async live =>
        {
            await foreach (var state in states.ConfigureAwait(false))
                live.UpdateTarget(
                    Render(StepLines.Fit(state, time.GetUtcNow(), terminal.Width - 1, terminal.Height - 1)));
        }).ConfigureAwait(false);

    private void PrintChanges(ExecutionState state)
    {
        // Of rounds and items beyond count only those that need somebody are told one by one.
        var (unfolded, folded) = StepFold.Of(state.Steps);
        foreach (var (path, step) in state.Steps)
        {
            if (step.Status == StepStatus.Pending
                || (_shown.TryGetValue(path, out var last) && last == (step.Status, step.Attempts))) continue;
            _shown[path] = (step.Status, step.Attempts);
            if (folded.Count > 0 && !unfolded.ContainsKey(path)
                && step.Status is not (StepStatus.Failed or StepStatus.Waiting)) continue;
            var one = state with { Steps = new Dictionary<string, StepState> { [path] = step } };
            foreach (var line in StepLines.Of(one, time.GetUtcNow(), terminal.Width))
                terminal.Errors.WriteLine(line.Text);
            if (step.EndTime is not null && folded.TryGetValue(path, out var counts))
                terminal.Errors.WriteLine($"    {counts}");
        }
    }
}
