using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Pipelines.Definitions.Expressions.Evaluation;

/// <summary>IP addresses and ranges of them: reading, writing and questions. Only text is read; nothing is looked
/// up.</summary>
internal static class Addresses
{
    /// <summary>Reads an address. No zone, and no IPv4 address in dots within an IPv6 one.</summary>
    public static Value.Address? Read(string text)
    {
        if (text.Length is 0 or > 45 || text.Contains('%', StringComparison.Ordinal)) return null;
        var six = text.Contains(':', StringComparison.Ordinal);
        if (six ? text.Contains('.', StringComparison.Ordinal) : !IsDottedQuad(text)) return null;
        if (six && text.Any(c => !char.IsAsciiHexDigit(c) && c != ':')) return null;
        if (!IPAddress.TryParse(text, out var address)) return null;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return new Value.Address([.. address.GetAddressBytes()]);
    }

    public static Value.Network? ReadNetwork(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || Read(text[..slash]) is not { } address) return null;
        var digits = text[(slash + 1)..];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && length <= address.Octets.Length * 8 && (digits.Length == 1 || digits[0] != '0')
            ? new Value.Network(address, length)
            : null;
    }

    public static string ToText(Value.Address address) => ToAddress(address).ToString();

    public static bool Contains(Value.Network network, Value.Address address) =>
        network.Base.Octets.Length == address.Octets.Length
        && Mask(network.Base, network.PrefixLength).Equals(Mask(address, network.PrefixLength));

    public static bool Contains(Value.Network outer, Value.Network inner) =>
        inner.PrefixLength >= outer.PrefixLength && Contains(outer, inner.Base);

    public static Value.Network Masked(Value.Network network) =>
        network with { Base = Mask(network.Base, network.PrefixLength) };

    public static bool IsUnspecified(Value.Address address) => address.Octets.All(o => o == 0);

    public static bool IsLoopback(Value.Address address) =>
        address.Octets.Length == 4
            ? address.Octets[0] == 127
            : address.Octets[15] == 1 && address.Octets.Take(15).All(o => o == 0);

    public static bool IsLinkLocalUnicast(Value.Address address) => address.Octets.Length == 4
        ? address.Octets is [169, 254, ..]
        : address.Octets[0] == 0xfe && (address.Octets[1] & 0xc0) == 0x80;

    public static bool IsLinkLocalMulticast(Value.Address address) => address.Octets.Length == 4
        ? address.Octets is [224, 0, 0, ..]
        : address.Octets[0] == 0xff && (address.Octets[1] & 0x0f) == 2;

    public static bool IsGlobalUnicast(Value.Address address) =>
        !IsUnspecified(address) && !IsLoopback(address) && !IsLinkLocalUnicast(address)
        && (address.Octets.Length == 4
            ? (address.Octets[0] & 0xf0) != 0xe0 && address.Octets.Any(o => o != 255)
            : address.Octets[0] != 0xff);

    private static Value.Address Mask(Value.Address address, int bits)
    {
        var octets = address.Octets.ToArray();
        for (var i = 0; i < octets.Length; i++)
        {
            var kept = Math.Clamp(bits - (i * 8), 0, 8);
            octets[i] &= (byte)(0xff << (8 - kept));
        }

        return new Value.Address(ImmutableArray.Create(octets));
    }

    private static IPAddress ToAddress(Value.Address address) => new(address.Octets.AsSpan());

    private static bool IsDottedQuad(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 4 && parts.All(p => p.Length is > 0 and <= 3 && p.All(char.IsAsciiDigit)
            && (p.Length == 1 || p[0] != '0') && int.Parse(p, CultureInfo.InvariantCulture) <= 255);
    }
}
