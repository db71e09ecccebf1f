using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Service.History;

/// <summary>Starts a run anew from a point in its history.</summary>
internal static class ResetDecision
{
    /// <summary>
    /// Returns a new run that has the base run's events up to a workflow task, which fails there with the cause
    /// ResetWorkflow. Signals and updates that came later are applied again, unless the request excludes them. A
    /// running base is terminated.
    /// </summary>
    /// <param name="state">The base run.</param>
    /// <param name="history">All its events, then those of the runs that it went on in.</param>
    /// <param name="own">How many of them are its own.</param>
    /// <param name="request">Where to go back to: the id of an event that ends a workflow task.</param>
    /// <param name="newRunId">The id of the new run.</param>
    /// <param name="at">The time of the reset.</param>
    /// <exception cref="ServiceException">INVALID_ARGUMENT: no workflow task ends there.</exception>
    public static ResetOutcome Reset(
        RunState state,
        IReadOnlyList<HistoryEvent> history,
        int own,
        ResetWorkflowExecutionRequest request,
        string newRunId,
        in Moment at)
    {
        var finish = request.WorkflowTaskFinishEventId;
        if (finish <= 1 || finish > own)
        {
            throw ServiceException.Invalid("Workflow task finish ID must be > 1 && <= workflow last event ID.");
        }

        var copied = (int)finish - 1;
        if (history[copied - 1].EventType is not (EventType.WorkflowTaskStarted or EventType.WorkflowTaskScheduled))
        {
            throw ServiceException.Invalid(
                $"StateRebuilder unable to Rebuild mutable state to event ID: {copied}, version: 0, "
                + "this event must be at the boundary");
        }

        Transition? ended = state.IsRunning
            ? TerminateDecision.Terminate(state, new TerminateInput(request.Reason, null, "history-resetter"), at)
            : null;
        var draft = Copy(state.Key with { RunId = newRunId }, history, copied, at);
        if (request.RequestId.Length > 0)
        {
            draft.State = draft.State with { StartRequestId = request.RequestId };
            draft.Fact(FactKey.Start, new FactBody.Text(request.RequestId));
        }

        FailTask(draft, state.Key.RunId, newRunId, request);
        OfferActivities(draft);
        for (var index = copied; index < history.Count; index++)
        {
            Reapply(draft, history[index], request);
        }

        foreach (var late in ended?.Events ?? [])
        {
            Reapply(draft, late, request);
        }

        foreach (var operation in request.PostResetOperations) Operate(draft, operation, request.Identity);
        TaskScheduling.Ensure(draft);
        return new ResetOutcome(ended, draft.Finish());
    }

    /// <summary>Returns the base run that tells which run a reset began from it.</summary>
    public static Transition Tell(RunState state, string newRunId) => new(
        state with { ResetRunId = newRunId }, [], [], [new Fact(FactKey.ResetTo, new FactBody.Text(newRunId))]);

    private static Draft Copy(RunKey key, IReadOnlyList<HistoryEvent> history, int count, in Moment at)
    {
        var copies = new List<HistoryEvent>(count);
        for (var index = 0; index < count; index++)
        {
            copies.Add(history[index].Clone());
        }

        return Draft.Copy(key, copies, at);
    }

    private static void FailTask(Draft draft, string baseRunId, string newRunId, ResetWorkflowExecutionRequest request)
    {
        if (draft.State.Task is { IsStarted: false })
        {
            TaskStarting.Start(draft, new TaskTaker("emptyUuid", Limits.ServiceIdentity));
        }

        var failure = new Failure
        {
            Message = request.Reason,
            ResetWorkflowFailureInfo = new ResetWorkflowFailureInfo(),
        };
        TaskEnding.Fail(
            draft, WorkflowTaskFailedCause.ResetWorkflow, failure, Limits.ServiceIdentity, baseRunId, newRunId);
    }

    private static void OfferActivities(Draft draft)
    {
        foreach (var activity in draft.State.Activities.Values)
        {
            draft.SetActivity(activity with { AttemptTime = draft.At.Now });
            draft.Effect(new Effect.OfferActivityTask(
                activity.Attributes.TaskQueue.Name, activity.ScheduledEventId, activity.Attempt));
        }
    }

    private static void Operate(Draft draft, PostResetOperation operation, string identity)
    {
        switch (operation.VariantCase)
        {
            case PostResetOperation.VariantOneofCase.UpdateWorkflowOptions:
                var update = operation.UpdateWorkflowOptions;
                draft.Occur(OptionsDecision.ToEvent(
                    update.WorkflowExecutionOptions ?? new(), update.UpdateMask ?? new(), identity));
                break;
            case PostResetOperation.VariantOneofCase.SignalWorkflow:
                throw ServiceException.Invalid(
                    "unsupported post reset operation: *workflow.PostResetOperation_SignalWorkflow_");
            default:
                throw ServiceException.Invalid("unsupported post reset operation: <nil>");
        }
    }

    private static bool Excludes(ResetWorkflowExecutionRequest request, ResetReapplyExcludeType type) =>
        request.ResetReapplyExcludeTypes.Contains(type)
        || request.ResetReapplyType == ResetReapplyType.None
        || (request.ResetReapplyType == ResetReapplyType.Signal && type != ResetReapplyExcludeType.Signal);

    private static void Reapply(Draft draft, HistoryEvent late, ResetWorkflowExecutionRequest request)
    {
        if (late.EventType == EventType.WorkflowExecutionSignaled)
        {
            if (!Excludes(request, ResetReapplyExcludeType.Signal))
            {
                draft.Write(new HistoryEvent
                {
                    EventType = EventType.WorkflowExecutionSignaled,
                    WorkflowExecutionSignaledEventAttributes = late.WorkflowExecutionSignaledEventAttributes,
                    Links = { late.Links },
                });
            }
        }
        else if (RequestOf(late) is { } asked && !Excludes(request, ResetReapplyExcludeType.Update))
        {
            draft.Write(new HistoryEvent
            {
                EventType = EventType.WorkflowExecutionUpdateAdmitted,
                WorkflowExecutionUpdateAdmittedEventAttributes = new WorkflowExecutionUpdateAdmittedEventAttributes
                {
                    Request = asked,
                    Origin = UpdateAdmittedEventOrigin.Reapply,
                },
            });
        }
    }

    /// <summary>Returns what an update asked, from the event that tells it; null for other events.</summary>
    private static Api.Update.V1.Request? RequestOf(HistoryEvent late) => late.EventType switch
    {
        EventType.WorkflowExecutionUpdateAdmitted => late.WorkflowExecutionUpdateAdmittedEventAttributes.Request,
        EventType.WorkflowExecutionUpdateAccepted =>
            late.WorkflowExecutionUpdateAcceptedEventAttributes.AcceptedRequest,
        _ => null,
    };
}
