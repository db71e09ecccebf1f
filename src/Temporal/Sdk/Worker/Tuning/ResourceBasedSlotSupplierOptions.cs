namespace Temporalio.Worker.Tuning;

/// <summary>Bounds of slots that follow the use of the machine.</summary>
/// <param name="MinimumSlots">Given whatever the use is. 5 for workflow tasks and 1 for others by default.</param>
/// <param name="MaximumSlots">Never more than these. 500 by default.</param>
/// <param name="RampThrottle">
/// Least time between two slots above the minimum, so that the use can show. None for workflow tasks and 50 ms for others
/// by default.
/// </param>
public sealed record ResourceBasedSlotSupplierOptions(
    int? MinimumSlots = null, int? MaximumSlots = null, TimeSpan? RampThrottle = null);
