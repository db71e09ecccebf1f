using System.Globalization;
using System.Text.Json;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Starter.Terminal;

/// <summary>The tree of steps as lines of text: state, duration, attempt, metrics, error. Pure.</summary>
public static class StepLines
{
    private const int LongestMetric = 6;

    /// <summary>
    /// Returns a line per step, indented by its depth, the last log lines below a step that failed, and what to type
    /// below one that waits for somebody. Rounds and items that are too many are folded (<see cref="StepFold"/>).
    /// </summary>
    /// <param name="state">The execution.</param>
    /// <param name="now">The time that durations of running steps are counted to.</param>
    /// <param name="width">Longest line, in columns; longer ones are cut.</param>
    /// <param name="withTokens">True shows the tokens of callbacks. Default: false.</param>
    public static IReadOnlyList<StyledLine> Of(
        ExecutionState state, DateTimeOffset now, int width, bool withTokens = false)
    {
        ArgumentNullException.ThrowIfNull(state);
        var (shown, folded) = StepFold.Of(state.Steps);
        var lines = new List<StyledLine>(shown.Count + 4);
        var names = shown.Keys.ToDictionary(
            path => path, path => StepName.Of(path, shown.ContainsKey), StringComparer.Ordinal);
        var nameColumn = Math.Clamp(names.Values.Select(name => name.Width).DefaultIfEmpty(0).Max(), 8, 48);
        foreach (var (path, step) in shown)
        {
            lines.Add(Line(names[path], step, now, nameColumn, width));
            var indent = new string(' ', names[path].Depth * 2 + 4);
            if (step.Error is { } error && (step.Status == StepStatus.Failed || step.Wait is { For: "decision" }))
                AddError(lines, indent, error, width);
            if (step.Wait is { } wait)
                lines.AddRange(
                    WaitText.Help(state.Id, path, wait, withTokens)
                    .Select(text => new StyledLine(Cut(indent + text, width), Tone.Held)));
            if (folded.TryGetValue(path, out var counts))
                lines.Add(new StyledLine(Cut(indent + counts, width), Tone.Quiet));
        }

        return lines;
    }

    /// <summary>
    /// Returns all lines when they fit; else the steps at work and those that went wrong, and how many others there
    /// are.
    /// </summary>
    /// <param name="state">The execution.</param>
    /// <param name="now">The time that durations of running steps are counted to.</param>
    /// <param name="width">Longest line, in columns; longer ones are cut.</param>
    /// <param name="height">Most lines, from 2.</param>
    public static IReadOnlyList<StyledLine> Fit(ExecutionState state, DateTimeOffset now, int width, int height)
    {
        var all = Of(state, now, width);
        if (all.Count <= height) return all;
        var shown = state.Steps.Where(
            step => step.Value.Status is StepStatus.Running or StepStatus.Failed or StepStatus.Waiting)
            .OrderBy(step => Urgency(step.Value.Status)).Take(height - 1).ToDictionary();
        var lines = Of(state with { Steps = shown }, now, width).Take(height - 1).ToList();
        var others = state.Steps.Where(step => !shown.ContainsKey(step.Key)).GroupBy(step => step.Value.Status)
            .OrderBy(group => group.Key)
                .Select(group => $"{group.Count().ToString("N0", CultureInfo.InvariantCulture)} {group.Key}");
        lines.Add(new StyledLine(Cut($"… {string.Join(", ", others)}", width), Tone.Quiet));
        return lines;
    }

    private static StyledLine Line(StepName name, StepState step, DateTimeOffset now, int nameColumn, int width)
    {
        var facts = new List<string>();
        if (step.StartTime is { } start && step.Status is not (StepStatus.Skipped or StepStatus.Pending))
            facts.Add(Duration.Text((step.EndTime ?? now) - start));
        if (step.Attempts > 1) facts.Add($"attempt {step.Attempts}");
        if (step.Wait is { } wait) facts.Add(WaitText.Of(wait));
        facts.AddRange(step.Metrics.Where(metric => metric.Value.ValueKind == JsonValueKind.Number).Take(LongestMetric)
            .Select(metric => $"{metric.Key} {Number(metric.Value)}"));
        if (step.Status == StepStatus.Skipped && step.Error is { } reason) facts.Add(reason.Message);
        var plain =
            $"{Mark(step.Status)} {name.Text.PadRight(nameColumn)}  {step.Status,-9}  {string.Join("  ", facts)}".TrimEnd();
        return new StyledLine(Cut(plain, width), ToneOf(step.Status));
    }

    private static int Urgency(StepStatus status) => status switch
    {
        StepStatus.Failed => 0,
        StepStatus.Waiting => 1,
        _ => 2,
    };

    private static void AddError(List<StyledLine> lines, string indent, StepError error, int width)
    {
        var code = error.ExitCode is { } exit ? $" (exit code {exit})" : "";
        lines.Add(new StyledLine(Cut($"{indent}{error.Type}{code}: {error.Message}", width), Tone.Bad));
        lines.AddRange(error.LogTail.Select(line => new StyledLine(Cut($"{indent}| {line}", width), Tone.Quiet)));
    }

    /// <summary>The tone of a state.</summary>
    public static Tone ToneOf(StepStatus status) => status switch
    {
        StepStatus.Succeeded or StepStatus.Cached => Tone.Good,
        StepStatus.Failed => Tone.Bad,
        StepStatus.Running => Tone.Active,
        StepStatus.Waiting or StepStatus.Stopped => Tone.Held,
        _ => Tone.Quiet,
    };

    private static string Cut(string text, int width)
    {
        text = text.ReplaceLineEndings(" ");
        return text.Length <= width ? text : text[..Math.Max(width - 1, 1)] + "…";
    }

    private static string Mark(StepStatus status) => status switch
    {
        StepStatus.Succeeded or StepStatus.Cached => "✓",
        StepStatus.Failed => "✗",
        StepStatus.Running => "▶",
        StepStatus.Waiting => "⏸",
        StepStatus.Stopped => "■",
        StepStatus.Skipped => "○",
        _ => "·",
    };

    private static string Number(JsonElement value) =>
        value.TryGetInt64(out var whole)
            ? whole.ToString(CultureInfo.InvariantCulture)
            : value.GetDouble().ToString("0.####", CultureInfo.InvariantCulture);
}
