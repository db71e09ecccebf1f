namespace Temporalio.Worker.Tuning;

/// <summary>As many tasks at once as memory and processors take.</summary>
public sealed class ResourceBasedSlotSupplier : SlotSupplier
{
    /// <summary>Initializes a new instance of the <see cref="ResourceBasedSlotSupplier"/> class.</summary>
    /// <param name="options">Bounds.</param>
    /// <param name="tunerOptions">Targets.</param>
    /// <exception cref="ArgumentOutOfRangeException">A target is not above 0 and at most 1.</exception>
    public ResourceBasedSlotSupplier(
        ResourceBasedSlotSupplierOptions options, ResourceBasedTunerOptions tunerOptions)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(tunerOptions);
        CheckShare(tunerOptions.TargetMemoryUsage);
        CheckShare(tunerOptions.TargetCpuUsage);
        (Options, TunerOptions) = (options, tunerOptions);
    }

    /// <summary>Gets the bounds.</summary>
    public ResourceBasedSlotSupplierOptions Options { get; }

    /// <summary>Gets the targets.</summary>
    public ResourceBasedTunerOptions TunerOptions { get; }

    private static void CheckShare(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
    }
}
