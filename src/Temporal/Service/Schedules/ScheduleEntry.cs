using Temporalio.Service.Timers;

namespace Temporalio.Service.Schedules;

/// <summary>A schedule in memory: its lock, its state, and what of it is on disk.</summary>
internal sealed class ScheduleEntry(ScheduleEngine engine, ScheduleState state) : TimerEntry
{
    /// <summary>Held for every change, briefly, and never while waiting.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Namespace and id.</summary>
    public ScheduleKey Key { get; } = state.Key;

    /// <summary>The state after all decisions. Guarded by <see cref="Gate"/>.</summary>
    public ScheduleState State { get; set; } = state;

    /// <summary>The state as of the last decision that is on disk: what callers may be told.</summary>
    public ScheduleState Durable { get; set; } = state;

    /// <summary>True once somebody asked to delete it. Guarded by <see cref="Gate"/>.</summary>
    public bool Deleted { get; set; }

    /// <summary>Ends when its first row is on disk: before that nobody may hear of it.</summary>
    public Task Begun { get; set; } = Task.CompletedTask;

    /// <inheritdoc/>
    internal override void OnDue(DateTimeOffset now) => engine.OnDue(this);
}
