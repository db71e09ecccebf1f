using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Frontend;
using Temporalio.Service.History;

namespace Temporalio.Service.Schedules;

/// <summary>The calls about schedules.</summary>
internal sealed class ScheduleCalls(FrontendContext context, ScheduleEngine schedules)
{
    private const int MostMatchingTimes = 1_000;
    private readonly ScheduleLists _lists = new(context, schedules);

    public void Register(CallTable calls)
    {
        calls.Add("CreateSchedule", static () => CreateScheduleRequest.Parser, CreateAsync);
        calls.Add("DescribeSchedule", static () => DescribeScheduleRequest.Parser, DescribeAsync);
        calls.Add("UpdateSchedule", static () => UpdateScheduleRequest.Parser, UpdateAsync);
        calls.Add("PatchSchedule", static () => PatchScheduleRequest.Parser, PatchAsync);
        calls.Add("DeleteSchedule", static () => DeleteScheduleRequest.Parser, DeleteAsync);
        calls.Add(
            "ListScheduleMatchingTimes", static () => ListScheduleMatchingTimesRequest.Parser, MatchingTimesAsync);
        _lists.Register(calls);
    }

    private async Task<CreateScheduleResponse> CreateAsync(CreateScheduleRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        ScheduleChecks.Id(request.ScheduleId);
        if (request.InitialPatch is not null) ScheduleChecks.Patch(request.InitialPatch);
        Checks.Memo(request.Memo);
        var change = ScheduleChecks.Schedule(request.Schedule, space, request.ScheduleId) with
        {
            Memo = request.Memo,
            SearchAttributes = ScheduleChecks.Attributes(request.SearchAttributes, space),
        };
        var now = schedules.Now;
        var fresh = change.Create(new ScheduleKey(space.Name, request.ScheduleId), request.RequestId, now.Now);
        var (entry, added) = await schedules.AddAsync(ScheduleDecision.Create(fresh, request.InitialPatch, now))
            .ConfigureAwait(false);
        var isRepeated = request.RequestId.Length > 0 && entry.Durable.CreateRequestId == request.RequestId;
        if (!added && !isRepeated)
        {
            throw ServiceException.With(
                GrpcStatus.AlreadyExists,
                $"schedule \"{request.ScheduleId}\" is already registered",
                new WorkflowExecutionAlreadyStartedFailure());
        }

        return new CreateScheduleResponse { ConflictToken = ScheduleView.Token(fresh.ConflictToken) };
    }

    private async Task<DescribeScheduleResponse> DescribeAsync(DescribeScheduleRequest request, CallContext call)
    {
        var entry = await FindAsync(request.Namespace, request.ScheduleId, "schedule not found").ConfigureAwait(false);
        return ScheduleView.Describe(entry.Durable, schedules.Now.Now);
    }

    private async Task<UpdateScheduleResponse> UpdateAsync(UpdateScheduleRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        ScheduleChecks.Id(request.ScheduleId);
        if (request.Schedule?.Action?.StartWorkflow is null)
            throw ServiceException.Invalid("Only StartWorkflow action is supported for schedules");
        Checks.Memo(request.Memo);
        var change = ScheduleChecks.Schedule(request.Schedule, space, request.ScheduleId) with
        {
            Memo = request.Memo,
            SearchAttributes = ScheduleChecks.Attributes(request.SearchAttributes, space),
        };
        var token = ScheduleView.Token(request.ConflictToken);
        var entry = await FindAsync(request.Namespace, request.ScheduleId, Gone).ConfigureAwait(false);
        if (!await schedules.ChangeAsync(entry, (state, at) => ScheduleDecision.Update(
            state, change, token, request.RequestId, at)).ConfigureAwait(false))
            throw RunRefusal.Missing(Gone);
        return new UpdateScheduleResponse();
    }

    private async Task<PatchScheduleResponse> PatchAsync(PatchScheduleRequest request, CallContext call)
    {
        context.Namespaces.Get(request.Namespace);
        ScheduleChecks.Id(request.ScheduleId);
        ScheduleChecks.Patch(request.Patch);
        var entry = await FindAsync(request.Namespace, request.ScheduleId, Gone).ConfigureAwait(false);
        if (!await schedules.ChangeAsync(entry, (state, at) => ScheduleDecision.Patch(
            state, request.Patch, request.RequestId, at)).ConfigureAwait(false))
            throw RunRefusal.Missing(Gone);
        return new PatchScheduleResponse();
    }

    private async Task<DeleteScheduleResponse> DeleteAsync(DeleteScheduleRequest request, CallContext call)
    {
        var entry = await FindAsync(request.Namespace, request.ScheduleId, Gone).ConfigureAwait(false);
        if (!await schedules.DeleteAsync(entry).ConfigureAwait(false)) throw RunRefusal.Missing(Gone);
        return new DeleteScheduleResponse();
    }

    private async Task<ListScheduleMatchingTimesResponse> MatchingTimesAsync(
        ListScheduleMatchingTimesRequest request, CallContext call)
    {
        var entry = await FindAsync(request.Namespace, request.ScheduleId, "schedule not found").ConfigureAwait(false);
        if (request.StartTime is null || request.EndTime is null)
        {
            throw ServiceException.With(
                GrpcStatus.InvalidArgument, "missing or invalid query", new QueryFailedFailure());
        }

        var (times, end) = (entry.Durable.Times, request.EndTime.Time());
        var answer = new ListScheduleMatchingTimesResponse();
        var next = times.Next(request.StartTime.Time());
        while (next is { } time && time.Actual <= end && answer.StartTime.Count < MostMatchingTimes)
        {
            answer.StartTime.Add(time.Actual.Wire());
            next = times.Next(time.Actual);
        }

        return answer;
    }

    private static string Gone => "workflow execution already completed";

    private async Task<ScheduleEntry> FindAsync(string @namespace, string id, string gone)
    {
        var space = context.Namespaces.Get(@namespace);
        ScheduleChecks.Id(id);
        var key = new ScheduleKey(space.Name, id);
        return await schedules.FindAsync(key).ConfigureAwait(false)
            ?? throw RunRefusal.Missing(schedules.WasDeleted(key)
                ? gone
                : $"workflow not found for ID: {ScheduleChecks.IdPrefix}{id}");
    }
}
