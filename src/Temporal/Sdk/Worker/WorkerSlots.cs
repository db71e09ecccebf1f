using Temporalio.Worker.Slots;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker;

/// <summary>What decides how many tasks of each kind run, and how many polls are open, at once.</summary>
internal sealed record WorkerSlots(
    SlotSupplier WorkflowTasks,
    SlotSupplier Activities,
    SlotSupplier LocalActivities,
    PollerBehavior WorkflowPolls,
    PollerBehavior ActivityPolls)
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

        if (options.MaxCachedWorkflows < 0)
        {
            throw new ArgumentException($"MaxCachedWorkflows is {options.MaxCachedWorkflows}; it must be 0 or more.");
        }

        CheckRate(options.MaxActivitiesPerSecond, nameof(options.MaxActivitiesPerSecond));
        CheckRate(options.MaxTaskQueueActivitiesPerSecond, nameof(options.MaxTaskQueueActivitiesPerSecond));

        // With a cache, one poll is for its runs and one for all others.
        var fewest = options.MaxCachedWorkflows > 0 ? 2 : 1;
        return new(
            options.Tuner?.WorkflowTaskSlotSupplier ?? Fixed(options.MaxConcurrentWorkflowTasks),
            options.Tuner?.ActivityTaskSlotSupplier ?? Fixed(options.MaxConcurrentActivities),
            options.Tuner?.LocalActivitySlotSupplier ?? Fixed(options.MaxConcurrentLocalActivities),
            Checked(options.WorkflowTaskPollerBehavior, options.MaxConcurrentWorkflowTaskPolls, fewest, "workflow tasks"),
            Checked(options.ActivityTaskPollerBehavior, options.MaxConcurrentActivityTaskPolls, 1, "activities"));
    }

    private static void CheckRate(double? perSecond, string name)
    {
        if (perSecond is < 0 or double.NaN or double.PositiveInfinity)
        {
            throw new ArgumentException($"{name} is {perSecond}; it must be a number above 0, or 0 for no bound.");
        }
    }

    private static FixedSizeSlotSupplier Fixed(int? count) => count is null or >= 1
        ? new(count ?? Default)
        : throw new ArgumentException($"A number of tasks at once is {count}; it must be 1 or more.");

    private static PollerBehavior Checked(PollerBehavior? behavior, int count, int fewest, string kind)
    {
        behavior ??= new PollerBehavior.SimpleMaximum(count);
        var (low, high) = behavior is PollerBehavior.Autoscaling scaling
            ? (scaling.Minimum, scaling.Maximum)
            : (1, ((PollerBehavior.SimpleMaximum)behavior).Maximum);
        return low >= 1 && high >= Math.Max(low, fewest)
            ? behavior
            : throw new ArgumentException(
                $"Polls for {kind} are bounded by {low} and {high}; at least {fewest} must be possible, two with cached "
                    + "workflows: one for theirs and one for all others.");
    }
}
