using System.Buffers.Binary;
using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Frontend;
using Temporalio.Service.Namespaces;
using Temporalio.Service.Visibility;

namespace Temporalio.Service.Schedules;

/// <summary>Lists and counts of schedules, filtered by <c>ScheduleId</c>, <c>TemporalSchedulePaused</c> and custom
/// search attributes.</summary>
internal sealed class ScheduleLists(FrontendContext context, ScheduleEngine schedules)
{
    private const string IdAttribute = "ScheduleId";
    private const string PausedAttribute = "TemporalSchedulePaused";
    private const int DefaultSize = 1_000;
    private const int TokenBytes = 4;

    public void Register(CallTable calls)
    {
        calls.Add("ListSchedules", static () => ListSchedulesRequest.Parser, ListAsync);
        calls.Add("CountSchedules", static () => CountSchedulesRequest.Parser, CountAsync);
    }

    private Task<ListSchedulesResponse> ListAsync(ListSchedulesRequest request, CallContext call)
    {
        var now = schedules.Now.Now;
        var skip = Offset(request.NextPageToken);
        var size = request.MaximumPageSize is <= 0 or > DefaultSize ? DefaultSize : request.MaximumPageSize;
        var page = Matching(request.Namespace, request.Query).Skip(skip).Take(size + 1).ToList();
        var answer = new ListSchedulesResponse();
        var types = context.Namespaces.Get(request.Namespace).CustomAttributes;
        foreach (var state in page.Take(size))
        {
            var entry = ScheduleView.Entry(state, now);
            entry.SearchAttributes = AttributeValue.Listed(
                entry.SearchAttributes, name => types.TryGetValue(name, out var type) ? type : null);
            answer.Schedules.Add(entry);
        }

        if (page.Count > size) answer.NextPageToken = Token(skip + size);
        return Task.FromResult(answer);
    }

    private Task<CountSchedulesResponse> CountAsync(CountSchedulesRequest request, CallContext call) =>
        Task.FromResult(new CountSchedulesResponse { Count = Matching(request.Namespace, request.Query).Count() });

    private IEnumerable<ScheduleState> Matching(string @namespace, string text)
    {
        var space = context.Namespaces.Get(@namespace);
        IndexedValueType? TypeOf(string name) => AttributeOf(space, name);
        var query = QueryParser.Parse(text, TypeOf);
        return schedules.Of(space.Name).Select(entry => entry.Durable)
            .Where(state => query.Condition is null || query.Holds(new VisibilityRow(Row(state), TypeOf)));
    }

    private static IndexedValueType? AttributeOf(Namespace space, string name) => name switch
    {
        IdAttribute => IndexedValueType.Keyword,
        PausedAttribute => IndexedValueType.Bool,
        _ when space.CustomAttributes.TryGetValue(name, out var type) => type,
        _ when SystemAttributes.Types.ContainsKey(name) => throw ServiceException.Invalid(
            $"invalid query filter for schedules: cannot filter on \"{name}\""),
        _ => null,
    };

    private static WorkflowExecutionInfo Row(ScheduleState state)
    {
        var attributes = state.SearchAttributes?.Clone() ?? new SearchAttributes();
        attributes.IndexedFields[IdAttribute] = Json(JsonSerializer.Serialize(state.Key.Id));
        attributes.IndexedFields[PausedAttribute] = Json(state.Paused ? "true" : "false");
        return new WorkflowExecutionInfo { SearchAttributes = attributes };
    }

    private static Payload Json(string text) => new()
    {
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") }, Data = ByteString.CopyFromUtf8(text),
    };

    private static int Offset(ByteString token)
    {
        if (token.IsEmpty) return 0;
        var offset = token.Length == TokenBytes ? BinaryPrimitives.ReadInt32BigEndian(token.Span) : -1;
        return offset > 0 ? offset : throw ServiceException.Invalid("Invalid NextPageToken.");
    }

    private static ByteString Token(int offset)
    {
        var bytes = new byte[TokenBytes];
        BinaryPrimitives.WriteInt32BigEndian(bytes, offset);
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }
}
