using Temporalio.Worker.Tuning;

namespace Temporalio.Worker.Slots;

/// <summary>Bounds and targets of slots that follow the use of the machine. Pure.</summary>
internal sealed record ResourceSlotBounds(
    int Minimum, int Maximum, TimeSpan RampThrottle, double TargetMemory, double TargetCpu)
{
    public static ResourceSlotBounds Of(ResourceBasedSlotSupplier supplier, SlotType type)
    {
        var workflow = type == SlotType.Workflow;
        var options = supplier.Options;
        var bounds = new ResourceSlotBounds(
            options.MinimumSlots ?? (workflow ? 5 : 1),
            options.MaximumSlots ?? 500,
            options.RampThrottle ?? (workflow ? TimeSpan.Zero : TimeSpan.FromMilliseconds(50)),
            supplier.TunerOptions.TargetMemoryUsage,
            supplier.TunerOptions.TargetCpuUsage);
        return bounds.Minimum >= 1 && bounds.Maximum >= bounds.Minimum
            ? bounds
            : throw new ArgumentException(
                $"Slots are bounded by {bounds.Minimum} and {bounds.Maximum}; the minimum must be at least 1 and at most the maximum.");
    }

    /// <summary>Whether one more slot may be given.</summary>
    /// <param name="given">Slots that are out.</param>
    /// <param name="sinceLast">Time since the last one was given.</param>
    /// <param name="memory">Share of the memory in use.</param>
    /// <param name="cpu">Share of the processors in use.</param>
    public bool Allow(int given, TimeSpan sinceLast, double memory, double cpu) =>
        given < Minimum
        || (given < Maximum && sinceLast >= RampThrottle && memory < TargetMemory && cpu < TargetCpu);
}
