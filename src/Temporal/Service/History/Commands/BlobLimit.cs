using Google.Protobuf;
using Temporalio.Api.Enums.V1;

namespace Temporalio.Service.History.Commands;

/// <summary>The bound of payloads that commands carry.</summary>
internal static class BlobLimit
{
    /// <summary>Returns true when a message is too large to store.</summary>
    public static bool Exceeds(IMessage? message) => message is not null && message.CalculateSize() > Limits.Blob;

    /// <summary>
    /// Returns the fault of a command that is too large. It ends the run: the worker would only send it again.
    /// </summary>
    /// <param name="cause">The cause of bad attributes for that command.</param>
    /// <param name="field">The field that is too large, with its command.</param>
    public static CommandFault Fault(WorkflowTaskFailedCause cause, string field) =>
        new(cause, field + " exceeds size limit.") { IsFatal = true };
}
