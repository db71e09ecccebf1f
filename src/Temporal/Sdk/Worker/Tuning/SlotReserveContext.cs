namespace Temporalio.Worker.Tuning;

/// <summary>What a slot is wanted for.</summary>
/// <param name="SlotType">Kind of task.</param>
/// <param name="TaskQueue">The worker's queue.</param>
/// <param name="WorkerIdentity">The worker's identity.</param>
/// <param name="WorkerBuildId">The worker's build id; empty without one.</param>
/// <param name="IsSticky">Whether it is for the worker's own queue of cached workflows.</param>
public record SlotReserveContext(
    SlotType SlotType, string TaskQueue, string WorkerIdentity, string WorkerBuildId, bool IsSticky);
