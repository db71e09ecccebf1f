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

    /// <summary>Makes a tuner that follows the use of the machine.</summary>
    /// <param name="targetMemoryUsage">Share of the memory that the process may use; above 0, at most 1.</param>
    /// <param name="targetCpuUsage">Share of all processors; above 0, at most 1.</param>
    /// <param name="workflowOptions">Bounds for workflow tasks.</param>
    /// <param name="activityOptions">Bounds for activities.</param>
    /// <param name="localActivityOptions">Bounds for local activities.</param>
    /// <param name="nexusOptions">Bounds for Nexus tasks.</param>
    /// <returns>The tuner.</returns>
    public static WorkerTuner CreateResourceBased(
        double targetMemoryUsage,
        double targetCpuUsage,
        ResourceBasedSlotSupplierOptions? workflowOptions = null,
        ResourceBasedSlotSupplierOptions? activityOptions = null,
        ResourceBasedSlotSupplierOptions? localActivityOptions = null,
        ResourceBasedSlotSupplierOptions? nexusOptions = null)
    {
        var targets = new ResourceBasedTunerOptions(targetMemoryUsage, targetCpuUsage);
        return new(
            new ResourceBasedSlotSupplier(workflowOptions ?? new(), targets),
            new ResourceBasedSlotSupplier(activityOptions ?? new(), targets),
            new ResourceBasedSlotSupplier(localActivityOptions ?? new(), targets),
            new ResourceBasedSlotSupplier(nexusOptions ?? new(), targets));
    }
}
