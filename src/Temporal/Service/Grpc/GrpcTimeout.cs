using System.Globalization;

namespace Temporalio.Service.Grpc;

/// <summary>Reads the header <c>grpc-timeout</c>: up to eight digits and a unit.</summary>
internal static class GrpcTimeout
{
    /// <summary>Returns the time, or null when the header is missing or cannot be read.</summary>
    public static TimeSpan? Read(string? header)
    {
        if (header is not { Length: >= 2 and <= 9 }) return null;
        if (!long.TryParse(
            header.AsSpan(0, header.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            return null;
        return header[^1] switch
        {
            'H' => TimeSpan.FromHours(value),
            'M' => TimeSpan.FromMinutes(value),
            'S' => TimeSpan.FromSeconds(value),
            'm' => TimeSpan.FromMilliseconds(value),
            'u' => TimeSpan.FromMicroseconds(value),
            'n' => TimeSpan.FromTicks(value / TimeSpan.NanosecondsPerTick),
            _ => null,
        };
    }
}
