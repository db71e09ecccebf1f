using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Filter.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Engine;
using Temporalio.Service.Namespaces;
using Temporalio.Service.Visibility;

namespace Temporalio.Service.Frontend;

/// <summary>List and count executions.</summary>
internal sealed class VisibilityCalls(FrontendContext context)
{
    public void Register(CallTable calls)
    {
        calls.Add("ListWorkflowExecutions", static () => ListWorkflowExecutionsRequest.Parser, ListAsync);
        calls.Add("ScanWorkflowExecutions", static () => ScanWorkflowExecutionsRequest.Parser, ScanAsync);
        calls.Add("ListOpenWorkflowExecutions", static () => ListOpenWorkflowExecutionsRequest.Parser, ListOpenAsync);
        calls.Add(
            "ListClosedWorkflowExecutions", static () => ListClosedWorkflowExecutionsRequest.Parser, ListClosedAsync);
        calls.Add("CountWorkflowExecutions", static () => CountWorkflowExecutionsRequest.Parser, CountAsync);
    }

    private Task<ListWorkflowExecutionsResponse> ListAsync(ListWorkflowExecutionsRequest request, CallContext call)
    {
        var rows = Matching(request.Namespace, request.Query, out _);
        var (page, next) = VisibilityPage.Take(rows, request.PageSize, request.NextPageToken);
        var answer = new ListWorkflowExecutionsResponse { NextPageToken = next };
        answer.Executions.Add(page);
        return Task.FromResult(answer);
    }

    private Task<ScanWorkflowExecutionsResponse> ScanAsync(ScanWorkflowExecutionsRequest request, CallContext call)
    {
        var rows = Matching(request.Namespace, request.Query, out _);
        var (page, next) = VisibilityPage.Take(rows, request.PageSize, request.NextPageToken);
        var answer = new ScanWorkflowExecutionsResponse { NextPageToken = next };
        answer.Executions.Add(page);
        return Task.FromResult(answer);
    }

    private Task<ListOpenWorkflowExecutionsResponse> ListOpenAsync(
        ListOpenWorkflowExecutionsRequest request, CallContext call)
    {
        var rows = Rows(context.Namespaces.Get(request.Namespace))
            .Where(row => row.Info.Status == WorkflowExecutionStatus.Running
                && Fits(row, request.StartTimeFilter, row.Info.StartTime?.ToDateTimeOffset(),
                    request.ExecutionFilter, request.TypeFilter));
        var (page, next) = VisibilityPage.Take(rows, request.MaximumPageSize, request.NextPageToken);
        var answer = new ListOpenWorkflowExecutionsResponse { NextPageToken = next };
        answer.Executions.Add(page);
        return Task.FromResult(answer);
    }

    private Task<ListClosedWorkflowExecutionsResponse> ListClosedAsync(
        ListClosedWorkflowExecutionsRequest request, CallContext call)
    {
        var rows = Rows(context.Namespaces.Get(request.Namespace))
            .Where(row => row.Info.Status != WorkflowExecutionStatus.Running
                && (request.StatusFilter is null || row.Info.Status == request.StatusFilter.Status)
                && Fits(row, request.StartTimeFilter, row.Info.CloseTime?.ToDateTimeOffset(),
                    request.ExecutionFilter, request.TypeFilter));
        var (page, next) = VisibilityPage.Take(rows, request.MaximumPageSize, request.NextPageToken);
        var answer = new ListClosedWorkflowExecutionsResponse { NextPageToken = next };
        answer.Executions.Add(page);
        return Task.FromResult(answer);
    }

    private Task<CountWorkflowExecutionsResponse> CountAsync(CountWorkflowExecutionsRequest request, CallContext call)
    {
        var rows = Matching(request.Namespace, request.Query, out var query).ToList();
        var answer = new CountWorkflowExecutionsResponse { Count = rows.Count };
        if (!query.GroupByStatus) return Task.FromResult(answer);
        foreach (var group in rows.GroupBy(row => row.Info.Status).OrderBy(group => group.Key))
        {
            answer.Groups.Add(new CountWorkflowExecutionsResponse.Types.AggregationGroup
            {
                GroupValues = { Keyword(group.Key.ToString()) }, Count = group.Count(),
            });
        }

        return Task.FromResult(answer);
    }

    /// <summary>Returns the executions of a namespace that fit a query.</summary>
    public IEnumerable<VisibilityRow> Matching(string @namespace, string text, out VisibilityQuery query)
    {
        var space = context.Namespaces.Get(@namespace);
        var understood = query = QueryParser.Parse(text, space.TypeOf);
        return Rows(space).Where(understood.Holds);
    }

    private IEnumerable<VisibilityRow> Rows(Namespace space)
    {
        // Open ones first: a run that closes meanwhile is then found in both and counted once, never missing.
        var open = context.Runs.InMemory
            .Where(run => run.Key.Namespace == space.Name && !run.Deleted && run.Begun.IsCompletedSuccessfully)
            .Select(run => (run.Number, State: run.Durable, run.Transitions))
            .Where(run => run.State.IsRunning)
            .Select(run => (run.Number, Info: ExecutionInfo.Of(run.State, run.Transitions)))
            .ToList();
        var closed = context.Engine.Lists.Of(space.Name);
        var numbers = closed.Select(run => run.Number).ToHashSet();
        return open.Where(run => !numbers.Contains(run.Number)).Concat(closed)
            .Select(run => new VisibilityRow(run.Info, space.TypeOf));
    }

    private static bool Fits(
        VisibilityRow row,
        StartTimeFilter? time,
        DateTimeOffset? at,
        WorkflowExecutionFilter? execution,
        WorkflowTypeFilter? type) =>
        (time?.EarliestTime is null || at >= time.EarliestTime.ToDateTimeOffset())
        && (time?.LatestTime is null || at <= time.LatestTime.ToDateTimeOffset())
        && (execution is null || (row.Info.Execution.WorkflowId == execution.WorkflowId
            && (execution.RunId.Length == 0 || row.Info.Execution.RunId == execution.RunId)))
        && (type is null || row.Info.Type.Name == type.Name);

    private static Payload Keyword(string value) => new()
    {
        Metadata =
        {
            ["encoding"] = ByteString.CopyFromUtf8("json/plain"), ["type"] = ByteString.CopyFromUtf8("Keyword"),
        },
        Data = ByteString.CopyFromUtf8($"\"{value}\""),
    };
}
