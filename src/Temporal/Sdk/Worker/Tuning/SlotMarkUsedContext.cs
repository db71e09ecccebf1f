namespace Temporalio.Worker.Tuning;

/// <summary>A slot whose task has come.</summary>
/// <param name="SlotInfo">What it is used for.</param>
/// <param name="Permit">The permit that the supplier gave.</param>
public record SlotMarkUsedContext(SlotInfo SlotInfo, SlotPermit Permit);
