namespace Pipelines.Activities.Models;

/// <summary>Who approved or rejected a version.</summary>
/// <param name="By">A person's or a pipeline's name.</param>
/// <param name="At">When.</param>
/// <param name="Note">Why; null when nothing was said.</param>
public sealed record ModelDecision(string By, DateTimeOffset At, string? Note);
