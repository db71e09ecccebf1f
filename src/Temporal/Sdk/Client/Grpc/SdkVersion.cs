namespace Temporalio.Client.Grpc;

/// <summary>The version that this SDK tells the service.</summary>
internal static class SdkVersion
{
    /// <summary>Major, minor and patch.</summary>
    public static readonly string Text =
        typeof(SdkVersion).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
