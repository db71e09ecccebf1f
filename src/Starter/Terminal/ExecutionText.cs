using System.Globalization;
using System.Text.Json;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Starter.Terminal;

/// <summary>An execution as a person reads it: the tree of steps and its results.</summary>
public static class ExecutionText
{
    private const int MostRows = 20;

    /// <summary>Writes tree and results to standard output.</summary>
    /// <param name="state">The execution.</param>
    /// <param name="now">The time that durations of running steps are counted to.</param>
    /// <param name="stateDirectory">Where artifacts and logs lie; null when that is not this machine.</param>
    /// <param name="terminal">Where it is written.</param>
    public static void Write(ExecutionState state, DateTimeOffset now, string? stateDirectory, CommandTerminal terminal)
    {
        terminal.Tables().Write(ProgressView.Render(StepLines.Of(state, now, terminal.Width, withTokens: true)));
        WriteResults(state, stateDirectory, terminal);
    }

    /// <summary>Writes the results alone.</summary>
    public static void WriteResults(ExecutionState state, string? stateDirectory, CommandTerminal terminal) =>
        terminal.Tables().Write(ProgressView.Render(ResultLines(state, stateDirectory)));

    /// <summary>Returns status, outputs, metrics, models, artifacts and what to do next. Pure.</summary>
    public static IReadOnlyList<StyledLine> ResultLines(ExecutionState state, string? stateDirectory)
    {
        var lines =
            new List<StyledLine> { new(""), new($"{state.Pipeline}  {state.Status}", StepLines.ToneOf(state.Status)) };
        if (state.Error is { } error) lines.Add(new StyledLine($"  {Reason(error)}", Tone.Bad));
        Section(lines, "outputs", state.Outputs.Select(output => (output.Key, Short(output.Value))));
        Section(lines, "metrics", state.Steps.SelectMany(step => step.Value.Metrics
            .Where(metric => metric.Value.ValueKind == JsonValueKind.Number)
            .Select(metric => ($"{step.Key}.{metric.Key}", Short(metric.Value)))));
        Section(lines, "models", state.Steps
            .Where(step => step.Value is { Type: "register", Status: StepStatus.Succeeded })
            .Select(step => (step.Key, $"{Short(step.Value.Outputs.GetValueOrDefault("group"))} version "
                + $"{Short(step.Value.Outputs.GetValueOrDefault("version"))}")));
        Section(lines, "artifacts", state.Steps.SelectMany(step => step.Value.Outputs
            .Where(output => IsArtifact(output.Value))
            .Select(output => ($"{step.Key}.{output.Key}", Short(output.Value)))));
        lines.Add(new StyledLine(""));
        if (stateDirectory is not null)
            lines.Add(new StyledLine($"  artifacts  {Path.Combine(stateDirectory, "artifacts")}", Tone.Quiet));
        lines.Add(new StyledLine($"  execution  {state.Id}"));
        if (state.Status == StepStatus.Failed)
            lines.Add(new StyledLine($"  logs       pipelines logs {state.Id}", Tone.Quiet));
        return lines;
    }

    // The message of a step that failed names the type already.
    private static string Reason(StepError error) =>
        error.Message.Contains(error.Type, StringComparison.Ordinal) ? error.Message : $"{error.Type}: {error.Message}";

    private static void Section(List<StyledLine> lines, string title, IEnumerable<(string Name, string Value)> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0) return;
        var width = Math.Min(all.Max(row => row.Name.Length), 48);
        lines.Add(new StyledLine($"  {title}", Tone.Quiet));
        lines.AddRange(
            all.Take(MostRows).Select(row => new StyledLine($"    {row.Name.PadRight(width)}  {row.Value}")));
        if (all.Count > MostRows)
            lines.Add(
                new StyledLine(
                $"    … and {all.Count - MostRows} more; 'pipelines describe --json' has all", Tone.Quiet));
    }

    private static bool IsArtifact(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(ArtifactReference.Marker, out _);

    private static string Short(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined) return "";
        if (IsArtifact(value) && value.GetProperty(ArtifactReference.Marker)
            .Deserialize<ArtifactReference>(PipelineJson.Options) is { } artifact)
            return $"{artifact.Name}  {Size(artifact.Size)}  {artifact.Digest}";
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.ReplaceLineEndings(" "),
            JsonValueKind.Number when !value.TryGetInt64(out _) =>
                value.GetDouble().ToString("0.######", CultureInfo.InvariantCulture),
            _ => value.GetRawText(),
        };
        return text.Length <= 100 ? text : text[..99] + "…";
    }

    private static string Size(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} B",
        < 1024 * 1024 => (bytes / 1024.0).ToString("0.0", CultureInfo.InvariantCulture) + " KiB",
        < 1024L * 1024 * 1024 => (bytes / 1024.0 / 1024).ToString("0.0", CultureInfo.InvariantCulture) + " MiB",
        _ => (bytes / 1024.0 / 1024 / 1024).ToString("0.00", CultureInfo.InvariantCulture) + " GiB",
    };
}
