using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Engine;
using Temporalio.Service.History;
using Temporalio.Service.Namespaces;

namespace Temporalio.Service.Frontend;

/// <summary>Start, and signal with start.</summary>
internal sealed class StartCalls(FrontendContext context)
{
    public void Register(CallTable calls)
    {
        calls.Add("StartWorkflowExecution", static () => StartWorkflowExecutionRequest.Parser, StartAsync);
        calls.Add("SignalWithStartWorkflowExecution", static () => SignalWithStartWorkflowExecutionRequest.Parser,
            SignalWithStartAsync);
    }

    /// <summary>Begins a run, or finds the one that the request's policies name.</summary>
    /// <param name="admit">What the run gets before a worker can take it.</param>
    public Task<StartedRun> BeginAsync(
        Namespace space, StartWorkflowExecutionRequest request, Action<RunEntry>? admit = null)
    {
        CheckStart(
            request.WorkflowId, request.WorkflowType, request.TaskQueue, request.RequestId, request.RetryPolicy,
                request.Input);
        CheckTimes(request.WorkflowExecutionTimeout, request.WorkflowRunTimeout, request.WorkflowTaskTimeout,
            request.WorkflowStartDelay);
        Checks.Policies(request.WorkflowIdReusePolicy, request.WorkflowIdConflictPolicy);
        if (request.CronSchedule.Length > 0 && request.WorkflowStartDelay is not null)
            throw ServiceException.Invalid("CronSchedule and WorkflowStartDelay may not be used together.");
        Checks.Memo(request.Memo);
        Checks.Priority(request.Priority);
        var input = StartRequests.From(request);
        input.Attributes.SearchAttributes = Checks.Attributes(request.SearchAttributes, space);
        input.Attributes.EagerExecutionAccepted = request.RequestEagerExecution && request.CronSchedule.Length == 0
            && !request.WorkflowStartDelay.IsSet();
        return RunStarter.StartAsync(
            context.Engine, space, input, request.WorkflowIdReusePolicy, request.WorkflowIdConflictPolicy,
                admit: admit, attach: request.OnConflictOptions is { AttachRequestId: true } && request.RequestId.Length > 0
                    ? (state, at) => OptionsDecision.Attach(state, request.RequestId, at)
                    : null);
    }

    /// <summary>Returns the answer to a start.</summary>
    public static StartWorkflowExecutionResponse Answer(
        Namespace space, StartedRun started, string requestId = "") => new()
    {
        RunId = started.Run.Key.RunId,
        Started = started.Verdict != StartVerdict.UseExisting,
        Status = started.Verdict is StartVerdict.Begin or StartVerdict.TerminateAndBegin
            ? WorkflowExecutionStatus.Running
            : started.Run.Durable.Status,
        FirstExecutionRunId = started.Run.Durable.Start.FirstExecutionRunId,
        Link = started.Run.Durable.AttachedRequestIds.ContainsKey(requestId)
            ? Links.Attached(started.Run.Key, requestId)
            : Links.Event(started.Run.Key, 1, EventType.WorkflowExecutionStarted),
    };

    private async Task<StartWorkflowExecutionResponse> StartAsync(
        StartWorkflowExecutionRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        if (!request.RequestEagerExecution)
            return Answer(space, await BeginAsync(space, request).ConfigureAwait(false), request.RequestId);
        RunState? taken = null;
        var started = await BeginAsync(space, request, run => taken = Take_NeedsLock(run, request, call))
            .ConfigureAwait(false);
        var answer = Answer(space, started);
        if (taken is not null)
        {
            answer.EagerWorkflowTask = WorkflowTaskAnswer.Of(
                context.Runs, started.Run, taken, sticky: false, [], call);
        }

        return answer;
    }

    /// <summary>Gives the first workflow task to the caller, who asked for it; null when it cannot have it.</summary>
    private RunState? Take_NeedsLock(RunEntry run, StartWorkflowExecutionRequest request, CallContext call)
    {
        var state = run.State;
        if (!state.Start.EagerExecutionAccepted || state.StartRequestId != request.RequestId
            || state.Task is not { IsStarted: false, Kind: WorkflowTaskKind.Normal } task) return null;
        var taker = new TaskTaker(request.RequestId, request.Identity, "", call.InProcess);
        var started = WorkflowTaskStartDecision.Start(
            state, task.ScheduledEventId, task.Attempt, taker, context.Engine.Now);
        if (started is null) return null;
        context.Engine.Apply_NeedsLock(run, started, awaited: false);
        return run.State;
    }

    private async Task<SignalWithStartWorkflowExecutionResponse> SignalWithStartAsync(
        SignalWithStartWorkflowExecutionRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        if (request.SignalName.Length == 0) throw ServiceException.Invalid("signal not set");
        Checks.Length(request.SignalName, "SignalName");
        CheckStart(
            request.WorkflowId, request.WorkflowType, request.TaskQueue, request.RequestId, request.RetryPolicy,
                request.Input);
        CheckTimes(request.WorkflowExecutionTimeout, request.WorkflowRunTimeout, request.WorkflowTaskTimeout,
            request.WorkflowStartDelay);
        Checks.Blob(request.SignalInput);
        Checks.Policies(request.WorkflowIdReusePolicy, request.WorkflowIdConflictPolicy);
        if (request.WorkflowIdConflictPolicy == WorkflowIdConflictPolicy.Fail)
        {
            throw ServiceException.Invalid(
                "Invalid WorkflowIDConflictPolicy: WORKFLOW_ID_CONFLICT_POLICY_FAIL is not supported for this operation.");
        }

        Checks.Memo(request.Memo);
        Checks.Priority(request.Priority);
        var input = StartRequests.From(request);
        input.Attributes.SearchAttributes = Checks.Attributes(request.SearchAttributes, space);
        var conflict = request.WorkflowIdConflictPolicy == WorkflowIdConflictPolicy.Unspecified
            && !TerminatesRunning(request.WorkflowIdReusePolicy)
            ? WorkflowIdConflictPolicy.UseExisting
            : request.WorkflowIdConflictPolicy;
        var started = await RunStarter.StartAsync(
            context.Engine, space, input, request.WorkflowIdReusePolicy, conflict, SignalInput.From(
                request)).ConfigureAwait(false);
        return new SignalWithStartWorkflowExecutionResponse
        {
            RunId = started.Run.Key.RunId,
            Started = started.Verdict != StartVerdict.UseExisting,
            FirstExecutionRunId = started.Run.Durable.Start.FirstExecutionRunId,
            SignalLink = Links.Signal(started.Run.Key, request.RequestId),
        };
    }

    private static bool TerminatesRunning(WorkflowIdReusePolicy policy) =>
        policy == WorkflowIdReusePolicy.TerminateIfRunning;

    private static void CheckStart(
        string workflowId,
        WorkflowType? type,
        Api.TaskQueue.V1.TaskQueue? queue,
        string requestId,
        RetryPolicy? retry,
        Payloads? input)
    {
        Checks.WorkflowId(workflowId);
        if (type is null || type.Name.Length == 0) throw ServiceException.Invalid(
            "WorkflowType is not set on request.");
        Checks.Length(type.Name, "WorkflowType");
        Checks.Queue(queue);
        Checks.Length(requestId, "RequestId");
        Checks.Retry(retry);
        Checks.Blob(input);
    }

    private static void CheckTimes(
        Google.Protobuf.WellKnownTypes.Duration? execution,
        Google.Protobuf.WellKnownTypes.Duration? run,
        Google.Protobuf.WellKnownTypes.Duration? task,
        Google.Protobuf.WellKnownTypes.Duration? delay)
    {
        Checks.Timeout(execution, "WorkflowExecutionTimeoutSeconds");
        Checks.Timeout(run, "WorkflowRunTimeoutSeconds");
        Checks.Timeout(task, "WorkflowTaskTimeoutSeconds");
        Checks.Timeout(delay, "WorkflowStartDelay");
    }
}
