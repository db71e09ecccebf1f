using System.Globalization;
using System.Text.Json;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Starter.Terminal;

/// <summary>The tree of steps as lines of text: state, duration, attempt, metrics, error. Pure.</summary>
public static class StepLines
{
    private const int LongestMetric = 6;

    /// <summary>
    /// Returns a line per step, indented by its depth, and the last log lines below a step that failed.
    /// </summary>
    /// <param name="state">The execution.</param>
    /// <param name="now">The time that durations of running steps are counted to.</param>
    /// <param name="width">Longest line, in columns; longer ones are cut.</param>
    public static IReadOnlyList<StyledLine> Of(ExecutionState state, DateTimeOffset now, int width)
    {
        var lines = new List<StyledLine>(state.Steps.Count + 4);
        var nameColumn =
            Math.Clamp(state.Steps.Keys.Select(Indented).DefaultIfEmpty("").Max(name => name.Length), 8, 48);
        foreach (var (path, step) in state.Steps)
        {
            lines.Add(Line(path, step, now, nameColumn, width));
            if (step.Status == StepStatus.Failed && step.Error is { } error) AddError(lines, path, error, width);
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
        if (state.Steps.Count <= height && Of(state, now, width) is var all && all.Count <= height) return all;
        var shown = state.Steps.Where(step => step.Value.Status is StepStatus.Running or StepStatus.Failed or StepStatus.Waiting)
            .OrderBy(step => step.Value.Status == StepStatus.Failed ? 0 : 1).Take(height - 1).ToDictionary();
        var lines = Of(state with { Steps = shown }, now, width).Take(height - 1).ToList();
        var others = state.Steps.Where(step => !shown.ContainsKey(step.Key)).GroupBy(step => step.Value.Status)
            .OrderBy(group => group.Key).Select(group => $"{group.Count().ToString("N0", CultureInfo.InvariantCulture)} {group.Key}");
        lines.Add(new StyledLine(Cut($"… {string.Join(", ", others)}", width), Tone.Quiet));
        return lines;
    }

    /// <summary>Returns the line of one step, without its error.</summary>
    public static StyledLine Line(string path, StepState step, DateTimeOffset now, int nameColumn, int width)
    {
        var name = Indented(path);
        var facts = new List<string>();
        if (step.StartTime is { } start && step.Status is not (StepStatus.Skipped or StepStatus.Pending))
            facts.Add(Duration.Text((step.EndTime ?? now) - start));
        if (step.Attempts > 1) facts.Add($"attempt {step.Attempts}");
        facts.AddRange(step.Metrics.Where(metric => metric.Value.ValueKind == JsonValueKind.Number).Take(LongestMetric)
            .Select(metric => $"{metric.Key} {Number(metric.Value)}"));
        if (step.Status == StepStatus.Skipped && step.Error is { } reason) facts.Add(reason.Message);
        var plain =
            $"{Mark(step.Status)} {name.PadRight(nameColumn)}  {step.Status,-9}  {string.Join("  ", facts)}".TrimEnd();
        if (plain.Length > width) plain = plain[..Math.Max(width - 1, 1)] + "…";
        return new StyledLine(plain, ToneOf(step.Status));
    }

    private static void AddError(List<StyledLine> lines, string path, StepError error, int width)
    {
        var indent = new string(' ', Depth(path) * 2 + 4);
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

    private static string Indented(string path) =>
        new string(' ', Depth(path) * 2) + path[(path.LastIndexOf('.') + 1)..];

    private static int Depth(string path) => path.Count(character => character == '.');

    private static string Number(JsonElement value) =>
        value.TryGetInt64(out var whole)
            ? whole.ToString(CultureInfo.InvariantCulture)
            : value.GetDouble().ToString("0.####", CultureInfo.InvariantCulture);
}
