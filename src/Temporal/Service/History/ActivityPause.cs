namespace Temporalio.Service.History;

/// <summary>A pause of an activity: since when, by whom, and why.</summary>
internal sealed record ActivityPause(DateTimeOffset Time, string Identity, string Reason);
