using System.Collections.Immutable;
using Pipelines.Definitions.Expressions.Evaluation;

namespace Pipelines.Definitions.Expressions.Functions;

/// <summary>CEL's extension for IP addresses and ranges. Works on text alone: no name is resolved, nothing is
/// sent.</summary>
internal static class NetworkFunctions
{
    public static ImmutableArray<Overload> All { get; } =
    [
        Overload.Global("ip", "string", "net.IP", (_, a) => Address(a[0])),
        Overload.Global("isIP", "string", "bool", (_, a) => Addresses.Read(((Value.Text)a[0]).Content) is not null),
        Overload.Global("ip.isCanonical", "string", "bool", (_, a) =>
            Address(a[0]).Failed(out var failure, out var address)
            ? failure
            : Addresses.ToText((Value.Address)address) == ((Value.Text)a[0]).Content),
        Overload.Member("family", "net.IP", "int", (_, a) => ((Value.Address)a[0]).Octets.Length == 4 ? 4L : 6L),
        Question("isUnspecified", Addresses.IsUnspecified),
        Question("isLoopback", Addresses.IsLoopback),
        Question("isGlobalUnicast", Addresses.IsGlobalUnicast),
        Question("isLinkLocalMulticast", Addresses.IsLinkLocalMulticast),
        Question("isLinkLocalUnicast", Addresses.IsLinkLocalUnicast),
        Overload.Global("cidr", "string", "net.CIDR", (_, a) => Network(a[0])),
        Overload.Member("containsIP", "net.CIDR, net.IP", "bool", (_, a) =>
            Addresses.Contains((Value.Network)a[0], (Value.Address)a[1])),
        Overload.Member("containsIP", "net.CIDR, string", "bool", (_, a) =>
            Address(a[1]).Failed(out var failure, out var address)
            ? failure
            : Addresses.Contains((Value.Network)a[0], (Value.Address)address)),
        Overload.Member("containsCIDR", "net.CIDR, net.CIDR", "bool", (_, a) =>
            Addresses.Contains((Value.Network)a[0], (Value.Network)a[1])),
        Overload.Member("containsCIDR", "net.CIDR, string", "bool", (_, a) =>
            Network(a[1]).Failed(out var failure, out var network)
            ? failure
            : Addresses.Contains((Value.Network)a[0], (Value.Network)network)),
        Overload.Member("ip", "net.CIDR", "net.IP", (_, a) => ((Value.Network)a[0]).Base),
        Overload.Member("masked", "net.CIDR", "net.CIDR", (_, a) => Addresses.Masked((Value.Network)a[0])),
        Overload.Member("prefixLength", "net.CIDR", "int", (_, a) => (long)((Value.Network)a[0]).PrefixLength),
    ];

    private static Overload Question(string function, Func<Value.Address, bool> answer) =>
        Overload.Member(function, "net.IP", "bool", (_, a) => answer((Value.Address)a[0]));

    private static Result Address(Value text) => Addresses.Read(((Value.Text)text).Content) is { } address
        ? address
        : Failure.Malformed(
            $"{ValueText.Shown(text)} is no IP address (no zone, and no IPv4 address in dots within IPv6)");

    private static Result Network(Value text) => Addresses.ReadNetwork(((Value.Text)text).Content) is { } network
        ? network
        : Failure.Malformed(
            $"{Failure.Quote(((Value.Text)text).Content)} is no range of IP addresses; write it as 192.168.0.0/24");
}
