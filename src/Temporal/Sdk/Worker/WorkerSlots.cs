using Temporalio.Worker.Tuning;

namespace Temporalio.Worker;

/// <summary>How many tasks of each kind run, and how many polls are open, at once.</summary>
internal sealed record WorkerSlots(
    int WorkflowTasks, int Activities, int LocalActivities, int WorkflowPolls, int ActivityPolls)
{
    private const int Default = 100;

    /// <exception cref="ArgumentException">A number is below what can work, or options exclude each other.</exception>
    public static WorkerSlots Of(TemporalWorkerOptions options)
    {
        if (options.Tuner != null && (options.MaxConcurrentActivities ?? options.MaxConcurrentWorkflowTasks
            ?? options.MaxConcurrentLocalActivities) != null)
        {
            throw new ArgumentException("Tuner and the MaxConcurrent… numbers exclude each other.");
        }

        var slots = new WorkerSlots(
            Count(options.Tuner?.WorkflowTaskSlotSupplier) ?? options.MaxConcurrentWorkflowTasks ?? Default,
            Count(options.Tuner?.ActivityTaskSlotSupplier) ?? options.MaxConcurrentActivities ?? Default,
            Count(options.Tuner?.LocalActivitySlotSupplier) ?? options.MaxConcurrentLocalActivities ?? Default,
            Count(options.WorkflowTaskPollerBehavior) ?? options.MaxConcurrentWorkflowTaskPolls,
            Count(options.ActivityTaskPollerBehavior) ?? options.MaxConcurrentActivityTaskPolls);
        if (slots.WorkflowTasks < 1 || slots.Activities < 1 || slots.LocalActivities < 1 || slots.ActivityPolls < 1)
        {
            throw new ArgumentException($"Numbers of tasks and polls must be at least 1: {slots}.");
        }

        // With a cache, one poll is for its runs and one for all others.
        return slots.WorkflowPolls < (options.MaxCachedWorkflows > 0 ? 2 : 1) || options.MaxCachedWorkflows < 0
            ? throw new ArgumentException(
                $"{slots.WorkflowPolls} polls for workflow tasks do not fit {options.MaxCachedWorkflows} cached workflows: "
                    + "with a cache at least 2 polls are needed, without one at least 1.")
            : slots;
    }

    private static int? Count(SlotSupplier? supplier) => (supplier as FixedSizeSlotSupplier)?.SlotCount;

    private static int? Count(PollerBehavior? behavior) => behavior switch
    {
        PollerBehavior.SimpleMaximum simple => simple.Maximum,
        PollerBehavior.Autoscaling scaling => scaling.Initial,
        _ => null,
    };
}
