using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Temporalio.Service.History;

/// <summary>
/// Request ids of what a run asks of other runs. They follow from the run and the event, so that asking again after a
/// crash is known as the same request.
/// </summary>
internal static class ExternalRequestId
{
    /// <summary>Returns a UUID that is the same for the same run and event, and differs for all others.</summary>
    public static string Of(RunKey key, long initiatedEventId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var name = Encoding.UTF8.GetBytes(key.RunId);
        Span<byte> source = stackalloc byte[name.Length + sizeof(long)];
        name.CopyTo(source);
        BinaryPrimitives.WriteInt64BigEndian(source[name.Length..], initiatedEventId);
        SHA256.HashData(source, hash);
        return new Guid(hash[..16], bigEndian: true).ToString();
    }
}
