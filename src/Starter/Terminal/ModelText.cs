using Pipelines.Activities.Models;

namespace Pipelines.Starter.Terminal;

/// <summary>A model version as a person reads it.</summary>
public static class ModelText
{
    /// <summary>Returns a line per fact. Pure.</summary>
    public static IReadOnlyList<StyledLine> Of(ModelVersion version)
    {
        var lines = new List<StyledLine>
        {
            new($"{version.Group} version {version.Version}"),
            new($"  approval   {ModelApprovals.Word(version.Approval)}{Decision(version.Decision)}"),
            new($"  model      {version.Model.Name}  {version.Model.Size} bytes  {version.Model.Digest}"),
            new($"  made by    {version.Context.Pipeline}, execution {version.Context.ExecutionId}, step "
                + $"{version.Step}"),
            new($"  created    {version.Created.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"),
        };
        if (version.Note is { } note) lines.Add(new StyledLine($"  note       {note}"));
        lines.AddRange(
            version.Metrics.Select(
            metric => new StyledLine($"  metric     {metric.Key}  {metric.Value.GetRawText()}")));
        return lines;
    }

    private static string Decision(ModelDecision? decision) =>
        decision is null ? "" : $" by {decision.By}, {decision.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} "
            + $"UTC{(decision.Note is { } note ? $": {note}" : "")}";
}
