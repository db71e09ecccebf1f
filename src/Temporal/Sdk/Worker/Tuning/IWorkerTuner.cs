namespace Temporalio.Worker.Tuning;

/// <summary>Decides how many tasks run at once.</summary>
public interface IWorkerTuner
{
    /// <summary>Gets what decides for workflow tasks.</summary>
    SlotSupplier WorkflowTaskSlotSupplier { get; }

    /// <summary>Gets what decides for activities.</summary>
    SlotSupplier ActivityTaskSlotSupplier { get; }

    /// <summary>Gets what decides for local activities.</summary>
    SlotSupplier LocalActivitySlotSupplier { get; }
}
