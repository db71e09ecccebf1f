namespace Pipelines.Starter.Commands;

/// <summary>The codes of what keeps <c>pipelines server</c> from starting; <c>docs/errors.md</c> explains
/// each.</summary>
public static class ServerFaultCodes
{
    /// <summary>Other machines would reach it without TLS.</summary>
    public const string WithoutTls = "SV1001";

    /// <summary>Other machines would reach it without a key or a certificate.</summary>
    public const string WithoutAuthentication = "SV1002";

    /// <summary>A certificate, a key or an authority cannot be read.</summary>
    public const string Certificate = "SV1003";

    /// <summary>The file of API keys holds none, or one that is too short.</summary>
    public const string ApiKeys = "SV1004";

    /// <summary>The address or the port cannot be had.</summary>
    public const string AddressInUse = "SV1005";

    /// <summary>A namespace's name breaks the rule.</summary>
    public const string Namespace = "SV1006";

    /// <summary>Another process holds the state directory.</summary>
    public const string StateInUse = "SV1007";

    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<string> All { get; } =
        [WithoutTls, WithoutAuthentication, Certificate, ApiKeys, AddressInUse, Namespace, StateInUse];
}
