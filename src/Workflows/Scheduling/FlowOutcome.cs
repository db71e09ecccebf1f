using System.Text.Json;
using System.Text.Json.Serialization;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Workflows.Scheduling;

/// <summary>How an execution ended.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Succeeded), "succeeded")]
[JsonDerivedType(typeof(Failed), "failed")]
[JsonDerivedType(typeof(Stopped), "stopped")]
internal abstract record FlowOutcome
{
    private FlowOutcome()
    {
    }

    /// <summary>The status that the execution shows.</summary>
    [JsonIgnore]
    public StepStatus Status => this switch
    {
        Succeeded => StepStatus.Succeeded,
        Failed => StepStatus.Failed,
        _ => StepStatus.Stopped,
    };

    /// <summary>Every step that had to succeed did.</summary>
    public sealed record Succeeded(IReadOnlyDictionary<string, JsonElement> Outputs) : FlowOutcome;

    /// <summary>It failed.</summary>
    public sealed record Failed(FlowFailure Failure) : FlowOutcome;

    /// <summary>It was cancelled.</summary>
    public sealed record Stopped : FlowOutcome;
}
