using System.Text.Json;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Workflows.Tests.Properties.Oracle;

/// <summary>How a step ended.</summary>
/// <param name="Status">Its status.</param>
/// <param name="End">When, in milliseconds from the start.</param>
internal sealed record StepRecord(StepStatus Status, long End)
{
    public int Attempts { get; init; }

    public IReadOnlyDictionary<string, JsonElement> Outputs { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Names that <c>outputs</c> has whatever happened.</summary>
    public IReadOnlyCollection<string> Names { get; init; } = [];

    public Cause? Cause { get; init; }

    /// <summary>True when something kept it from starting that is neither its <c>when</c> nor a step it needs.</summary>
    public bool IsHeldBack { get; init; }

    /// <summary>True when steps that need it may run.</summary>
    public bool Passes { get; init; } = Status == StepStatus.Succeeded;
}
