using System.Text.Json;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Workflows.Scheduling.Snapshots;

/// <summary>What of a step cannot be derived.</summary>
internal sealed record SlotSnapshot
{
    /// <summary>The step's index in its block.</summary>
    public int Index { get; init; }

    /// <summary>Where it stands.</summary>
    public StepStatus Status { get; init; }

    /// <summary>Attempts made.</summary>
    public int Attempts { get; init; }

    /// <summary>Those before a fresh set was asked for.</summary>
    public int Earlier { get; init; }

    /// <summary>True when its <c>when</c> held.</summary>
    public bool Admitted { get; init; }

    /// <summary>The frame of a condition's branch.</summary>
    public int? Child { get; init; }

    /// <summary>Why it cannot run.</summary>
    public StepError? Blocked { get; init; }

    /// <summary>Why it failed or was skipped.</summary>
    public StepError? Error { get; init; }

    /// <summary>What it waits for.</summary>
    public StepWait? Wait { get; init; }

    /// <summary>When its timer fires.</summary>
    public DateTimeOffset? TimerAt { get; init; }

    /// <summary>What its attempt remembers.</summary>
    public StepWork? Work { get; init; }

    /// <summary>When it was begun.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Outputs by name; null for none.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Outputs { get; init; }

    /// <summary>Metrics by name; null for none.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Metrics { get; init; }

    /// <summary>A slot with all that is known.</summary>
    public static SlotSnapshot Of(int index, StepSlot slot) => new()
    {
        Index = index,
        Status = slot.Status,
        Attempts = slot.Attempts,
        Earlier = slot.Earlier,
        Admitted = slot.Admitted,
        Child = slot.Child,
        Blocked = slot.Blocked,
        Error = slot.Error,
        Wait = slot.Wait,
        TimerAt = slot.Timer?.At,
        Work = slot.Work,
        StartTime = slot.StartTime,
        EndTime = slot.EndTime,
        Outputs = slot.Outputs.Count == 0 ? null : slot.Outputs,
        Metrics = slot.Metrics.Count == 0 ? null : slot.Metrics,
    };

    /// <summary>A step that has ended and that nobody will read.</summary>
    public static SlotSnapshot Bare(int index, StepSlot slot) => new()
    {
        Index = index,
        Status = slot.Status,
        Attempts = slot.Attempts,
        Child = slot.Child,
        Error = slot.Status == StepStatus.Failed ? slot.Error : null,
    };

    /// <summary>The slot again.</summary>
    /// <param name="fresh">As its block begins with it.</param>
    public StepSlot Over(StepSlot fresh) => fresh with
    {
        Status = Status,
        Attempts = Attempts,
        Earlier = Earlier,
        Admitted = Admitted,
        Child = Child,
        Blocked = Blocked,
        Error = Error,
        Wait = Wait,
        Timer = TimerAt is { } at ? new StepTimer(0, at) : null,
        Work = Work,
        StartTime = StartTime,
        EndTime = EndTime,
        Outputs = Outputs ?? StepOutputs.None,
        Metrics = Metrics ?? StepOutputs.None,
    };
}
