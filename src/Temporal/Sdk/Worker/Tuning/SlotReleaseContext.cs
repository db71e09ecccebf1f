namespace Temporalio.Worker.Tuning;

/// <summary>A slot that is given back.</summary>
/// <param name="SlotInfo">What it was used for; null when it never was.</param>
/// <param name="Permit">The permit that the supplier gave.</param>
public record SlotReleaseContext(SlotInfo? SlotInfo, SlotPermit Permit);
