using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Activity.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Frontend;

/// <summary>What operators do with pending activities: pause, resume, restart, change.</summary>
internal sealed class ActivityOperatorCalls(FrontendContext context)
{
    private const string NoChoice = "Either Activity.Id or Activity.Type should be set on request.";

    public void Register(CallTable calls)
    {
        calls.Add("PauseActivity", static () => PauseActivityRequest.Parser, PauseAsync);
        calls.Add("UnpauseActivity", static () => UnpauseActivityRequest.Parser, UnpauseAsync);
        calls.Add("ResetActivity", static () => ResetActivityRequest.Parser, ResetAsync);
        calls.Add("UpdateActivityOptions", static () => UpdateActivityOptionsRequest.Parser, UpdateAsync);
    }

    private async Task<PauseActivityResponse> PauseAsync(PauseActivityRequest request, CallContext call)
    {
        var which = Choice(request.Id, request.Type, all: false);
        var pause = new ActivityPause(context.Engine.Now.Now, request.Identity, request.Reason);
        await ChangeAsync(
            request.Namespace, request.Execution, (state, at) =>
                ActivityOperatorDecision.Pause(state, which, pause, at)).ConfigureAwait(false);
        return new PauseActivityResponse();
    }

    private async Task<UnpauseActivityResponse> UnpauseAsync(UnpauseActivityRequest request, CallContext call)
    {
        var which = Choice(request.Id, request.Type, request.UnpauseAll);
        var reset = !request.ResetAttempts ? ActivityReset.None : Kind(request.ResetHeartbeat);
        var delay = Draw(request.Jitter);
        await ChangeAsync(
            request.Namespace, request.Execution, (state, at) =>
                ActivityOperatorDecision.Unpause(state, which, reset, delay, at)).ConfigureAwait(false);
        return new UnpauseActivityResponse();
    }

    private async Task<ResetActivityResponse> ResetAsync(ResetActivityRequest request, CallContext call)
    {
        var which = Choice(request.Id, request.Type, request.MatchAll);
        var delay = Draw(request.Jitter);
        await ChangeAsync(
            request.Namespace, request.Execution, (state, at) => ActivityOperatorDecision.Reset(
                state, which, Kind(request.ResetHeartbeat), request.KeepPaused, request.RestoreOriginalOptions, delay,
                at)).ConfigureAwait(false);
        return new ResetActivityResponse();
    }

    private async Task<UpdateActivityOptionsResponse> UpdateAsync(
        UpdateActivityOptionsRequest request, CallContext call)
    {
        var which = Choice(request.Id, request.Type, request.MatchAll);
        ActivityOptions now = null!;
        await ChangeAsync(request.Namespace, request.Execution, (state, at) =>
        {
            (var transition, now) = ActivityOperatorDecision.Change(
                state, which, request.ActivityOptions, request.UpdateMask, request.RestoreOriginal, at);
            return transition;
        }).ConfigureAwait(false);
        return new UpdateActivityOptionsResponse { ActivityOptions = now };
    }

    private async Task ChangeAsync(
        string @namespace, WorkflowExecution? execution, Func<RunState, Moment, Transition> decide)
    {
        var space = context.Namespaces.Get(@namespace);
        if (execution is null || execution.WorkflowId.Length == 0)
            throw ServiceException.Invalid("WorkflowId is not set on request.");
        var run = await context.Runs.FindAsync(space, execution).ConfigureAwait(false);
        await context.Engine.ChangeAsync(run, decide).ConfigureAwait(false);
    }

    private static ActivityReset Kind(bool withHeartbeat) =>
        withHeartbeat ? ActivityReset.AttemptsAndHeartbeat : ActivityReset.Attempts;

    private static ActivityChoice Choice(string id, string type, bool all)
    {
        if (id.Length > 0) return new ActivityChoice.Id(id);
        if (type.Length > 0) return new ActivityChoice.Type(type);
        return all ? new ActivityChoice.All() : throw ServiceException.Invalid(NoChoice);
    }

    /// <summary>A wait up to the jitter, so that many activities do not come back at once.</summary>
    private static TimeSpan Draw(Duration? jitter)
    {
        var most = Math.Min(jitter.Span().TotalMilliseconds, int.MaxValue - 1);
        return most < 1 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32((int)most + 1));
    }
}
