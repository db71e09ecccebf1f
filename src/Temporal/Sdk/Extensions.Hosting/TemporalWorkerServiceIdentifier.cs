namespace Temporalio.Extensions.Hosting;

/// <summary>Names a hosted worker among others.</summary>
/// <param name="TaskQueue">Its task queue.</param>
/// <param name="Version">Its version; null when it has none.</param>
/// <param name="VersionIsBuildId">Whether the version is a build id alone.</param>
public record TemporalWorkerServiceIdentifier(string TaskQueue, string? Version, bool VersionIsBuildId)
{
    internal string OptionsName => Version == null ? TaskQueue : $"{TaskQueue}!{Version}";
}
