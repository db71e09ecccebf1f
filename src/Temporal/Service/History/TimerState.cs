namespace Temporalio.Service.History;

/// <summary>A running user timer.</summary>
/// <param name="TimerId">The workflow's id of it.</param>
/// <param name="StartedEventId">The id of its Started event.</param>
/// <param name="Due">When it fires.</param>
internal sealed record TimerState(string TimerId, long StartedEventId, DateTimeOffset Due);
