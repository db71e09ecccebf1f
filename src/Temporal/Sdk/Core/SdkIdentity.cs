namespace Temporalio.Core;

/// <summary>What this SDK calls itself in histories, and which of the official SDK's behaviours it has.</summary>
internal static class SdkIdentity
{
    public const string Name = "temporal-dotnet-managed";

    public const string Version = "0.1.0";

    /// <summary>Gets the official core's flags: ids and types are checked in replays (1), a patch updates the search
    /// attribute of patches (2), what ends a run comes last among its commands (3).</summary>
    public static IReadOnlyList<uint> CoreFlags { get; } = [1, 2, 3];

    /// <summary>Gets the official .NET SDK's flags: all jobs are applied before code runs, and one condition is taken
    /// at a time (2).</summary>
    public static IReadOnlyList<uint> LangFlags { get; } = [2];
}
