using System.Text.Json;

namespace Temporalio.Service.Store;

/// <summary>The process that holds a state directory.</summary>
/// <param name="ProcessId">Its id in the system.</param>
/// <param name="Since">When it took the directory.</param>
/// <param name="Address">Where its endpoint listens (<c>host:port</c> or <c>unix:///path</c>); null when it has
/// none.</param>
public sealed record StateHolder(int ProcessId, DateTimeOffset Since, string? Address)
{
    // Written and read by hand: a serializer would cost more start-up time than the whole store.

    /// <summary>Writes it as JSON.</summary>
    internal void WriteTo(Stream stream)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteNumber("processId", ProcessId);
        json.WriteString("since", Since);
        json.WriteString("address", Address);
        json.WriteEndObject();
    }

    /// <summary>Reads what <see cref="WriteTo"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    internal static StateHolder Read(byte[] bytes)
    {
        using var json = JsonDocument.Parse(bytes);
        var holder = json.RootElement;
        return holder.ValueKind == JsonValueKind.Object
            && holder.TryGetProperty("processId", out var process) && process.TryGetInt32(out var id)
            && holder.TryGetProperty("since", out var since) && since.TryGetDateTimeOffset(out var time)
            && holder.TryGetProperty("address", out var address)
            ? new StateHolder(id, time, address.GetString())
            : throw new JsonException("no processId, since and address");
    }
}
