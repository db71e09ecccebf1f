namespace Temporalio.Core;

/// <summary>What this SDK calls itself in histories.</summary>
internal static class SdkIdentity
{
    public const string Name = "temporal-dotnet-managed";

    public const string Version = "0.1.0";
}
