namespace Temporalio.Client.Schedules;

/// <summary>Whether a listed schedule acts.</summary>
/// <param name="Note">A note for people; null for none.</param>
/// <param name="Paused">Whether it does not act by itself.</param>
public record ScheduleListState(string? Note, bool Paused);
