using System.Text.Json;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Workflows.Scheduling;

/// <summary>What is known of one step of a frame.</summary>
internal sealed record StepSlot
{
    /// <summary>A step that waits for <paramref name="missing"/> others.</summary>
    public static StepSlot Waiting(int missing) => new() { Missing = missing };

    /// <summary>Where it stands.</summary>
    public StepStatus Status { get; init; }

    /// <summary>How many of the steps it needs are not done.</summary>
    public int Missing { get; init; }

    /// <summary>Why it cannot run: a step it needs did not succeed. Null when nothing is in its way.</summary>
    public StepError? Blocked { get; init; }

    /// <summary>The frame of the block it runs; null for none yet.</summary>
    public int? Child { get; init; }

    /// <summary>Attempts made, the one at work included.</summary>
    public int Attempts { get; init; }

    /// <summary>Those of <see cref="Attempts"/> that were made before somebody asked for a fresh set.</summary>
    public int Earlier { get; init; }

    /// <summary>What its attempt remembers; null for activities.</summary>
    public StepWork? Work { get; init; }

    /// <summary>What it waits for; null unless its status is <see cref="StepStatus.Waiting"/>.</summary>
    public StepWait? Wait { get; init; }

    /// <summary>Its timer; null for none.</summary>
    public StepTimer? Timer { get; init; }

    /// <summary>True when its <c>when</c> held and it waits for room only.</summary>
    public bool Admitted { get; init; }

    /// <summary>How often its worker was lost.</summary>
    public int WorkersLost { get; init; }

    /// <summary>True when it was asked to stop.</summary>
    public bool Cancelling { get; init; }

    /// <summary>When it was scheduled or entered.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Outputs by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Outputs { get; init; } = StepOutputs.None;

    /// <summary>Metrics by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Metrics { get; init; } = StepOutputs.None;

    /// <summary>Why it failed or was skipped.</summary>
    public StepError? Error { get; init; }

    /// <summary>True when it runs or waits.</summary>
    public bool IsActive => Status is StepStatus.Running or StepStatus.Waiting;

    /// <summary>True when nothing more will happen to it.</summary>
    public bool IsDone => Status is not (StepStatus.Pending or StepStatus.Running or StepStatus.Waiting);
}
