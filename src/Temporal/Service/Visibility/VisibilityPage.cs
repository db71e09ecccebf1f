using System.Buffers.Binary;
using Google.Protobuf;
using Temporalio.Api.Workflow.V1;

namespace Temporalio.Service.Visibility;

/// <summary>The order of lists and the pages in it: open executions first, then by close time, newest first.</summary>
internal static class VisibilityPage
{
    /// <summary>The page size when a request names none, and the largest one.</summary>
    public const int DefaultSize = 1_000;

    private const int TokenBytes = 4;

    /// <summary>Returns a page of executions and the token of the next one; empty when there is none.</summary>
    /// <param name="rows">All executions that fit the query, in any order.</param>
    /// <param name="size">Wanted length; 0 or less for the default.</param>
    /// <param name="token">The token of the page before; empty for the first.</param>
    /// <exception cref="ServiceException">The token is not one of ours.</exception>
    public static (List<WorkflowExecutionInfo> Page, ByteString Next) Take(
        IEnumerable<VisibilityRow> rows, int size, ByteString token)
    {
        var skip = Offset(token);
        if (size is <= 0 or > DefaultSize) size = DefaultSize;
        var page = rows
            .OrderByDescending(row => row.Info.CloseTime?.ToDateTimeOffset() ?? DateTimeOffset.MaxValue)
            .ThenByDescending(row => row.Info.StartTime.ToDateTimeOffset())
            .ThenByDescending(row => row.Info.Execution.RunId, StringComparer.Ordinal)
            .Skip(skip).Take(size + 1).Select(row => row.Listed()).ToList();
        if (page.Count <= size) return (page, ByteString.Empty);
        page.RemoveAt(size);
        return (page, Token(skip + size));
    }

    private static int Offset(ByteString token)
    {
        if (token.IsEmpty) return 0;
        if (token.Length != TokenBytes) throw ServiceException.Invalid("Invalid NextPageToken.");
        var offset = BinaryPrimitives.ReadInt32BigEndian(token.Span);
        return offset > 0 ? offset : throw ServiceException.Invalid("Invalid NextPageToken.");
    }

    private static ByteString Token(int offset)
    {
        var bytes = new byte[TokenBytes];
        BinaryPrimitives.WriteInt32BigEndian(bytes, offset);
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }
}
