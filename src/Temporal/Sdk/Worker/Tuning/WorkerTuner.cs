namespace Temporalio.Worker.Tuning;

/// <summary>Decides how many tasks run at once.</summary>
public class WorkerTuner : IWorkerTuner
{
    /// <summary>Initializes a new instance of the <see cref="WorkerTuner"/> class.</summary>
    /// <param name="workflowTaskSlotSupplier">Decides for workflow tasks.</param>
    /// <param name="activityTaskSlotSupplier">Decides for activities.</param>
    /// <param name="localActivitySlotSupplier">Decides for local activities.</param>
    /// <param name="nexusTaskSlotSupplier">Decides for Nexus tasks.</param>
    public WorkerTuner(
        SlotSupplier workflowTaskSlotSupplier,
        SlotSupplier activityTaskSlotSupplier,
        SlotSupplier localActivitySlotSupplier,
        SlotSupplier nexusTaskSlotSupplier)
    {
        WorkflowTaskSlotSupplier = workflowTaskSlotSupplier;
        ActivityTaskSlotSupplier = activityTaskSlotSupplier;
        LocalActivitySlotSupplier = localActivitySlotSupplier;
        NexusTaskSlotSupplier = nexusTaskSlotSupplier;
    }

    /// <inheritdoc />
    public SlotSupplier WorkflowTaskSlotSupplier { get; init; }

    /// <inheritdoc />
    public SlotSupplier ActivityTaskSlotSupplier { get; init; }

    /// <inheritdoc />
    public SlotSupplier LocalActivitySlotSupplier { get; init; }

    /// <summary>Gets what decides for Nexus tasks.</summary>
    public SlotSupplier NexusTaskSlotSupplier { get; init; }

    /// <summary>Makes a tuner with fixed numbers.</summary>
    /// <param name="workflowTaskSlots">Workflow tasks at once.</param>
    /// <param name="activityTaskSlots">Activities at once.</param>
    /// <param name="localActivitySlots">Local activities at once.</param>
    /// <param name="nexusTaskSlots">Nexus tasks at once.</param>
    /// <returns>The tuner.</returns>
    public static WorkerTuner CreateFixedSize(
        int workflowTaskSlots, int activityTaskSlots, int localActivitySlots, int nexusTaskSlots = 100) => new(
            new FixedSizeSlotSupplier(workflowTaskSlots),
            new FixedSizeSlotSupplier(activityTaskSlots),
            new FixedSizeSlotSupplier(localActivitySlots),
            new FixedSizeSlotSupplier(nexusTaskSlots));
}
