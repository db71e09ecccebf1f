using System.Text;
using Google.Protobuf;

namespace Temporalio.Service.Grpc;

/// <summary>Writes a refusal into trailers: percent-encoded message, and <c>google.rpc.Status</c> for typed
/// details.</summary>
internal static class GrpcStatusDetails
{
    private const uint CodeTag = 1 << 3; // int32 code = 1
    private const uint MessageTag = (2 << 3) | 2; // string message = 2
    private const uint DetailsTag = (3 << 3) | 2; // repeated google.protobuf.Any details = 3

    /// <summary>Returns the value of <c>grpc-message</c>: UTF-8, all but printable ASCII as %XX.</summary>
    public static string Message(string message)
    {
        var text = new StringBuilder(message.Length);
        foreach (var unit in Encoding.UTF8.GetBytes(message))
        {
            if (unit is >= 0x20 and <= 0x7E and not (byte)'%') text.Append((char)unit);
            else text.Append('%').Append(unit.ToString("X2"));
        }

        return text.ToString();
    }

    /// <summary>Returns the value of <c>grpc-status-details-bin</c>: base64 without padding.</summary>
    public static string Details(ServiceException refusal)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            output.WriteTag(CodeTag);
            output.WriteInt32((int)refusal.Status);
            output.WriteTag(MessageTag);
            output.WriteString(refusal.Message);
            foreach (var detail in refusal.Details)
            {
                output.WriteTag(DetailsTag);
                output.WriteMessage(detail);
            }
        }

        return Convert.ToBase64String(bytes.ToArray()).TrimEnd('=');
    }
}
