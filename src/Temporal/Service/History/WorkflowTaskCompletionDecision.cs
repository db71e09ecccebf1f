using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.History.Commands;

namespace Temporalio.Service.History;

/// <summary>A worker completes a workflow task.</summary>
internal static class WorkflowTaskCompletionDecision
{
    private const string InlineRequestId = "request-from-RespondWorkflowTaskCompleted";

    /// <summary>
    /// Returns the run after the completion. A bad command fails the task instead: then <see
    /// cref="Transition.Refusal"/> is set. When the request asks for it, the next task is started in the same
    /// transition.
    /// </summary>
    /// <param name="state">The run.</param>
    /// <param name="token">Which task.</param>
    /// <param name="request">What the worker answers.</param>
    /// <param name="inProcess">True when the worker lives in the service's process.</param>
    /// <param name="at">The time of the completion.</param>
    /// <param name="checkAttributes">Notes the types of search attributes, or throws INVALID_ARGUMENT; null takes
    /// them as they are.</param>
    /// <exception cref="ServiceException">
    /// NOT_FOUND: that task is not the running one. INVALID_ARGUMENT: a command follows one that closes the run.
    /// </exception>
    public static Transition Complete(
        RunState state,
        WorkflowTaskToken token,
        RespondWorkflowTaskCompletedRequest request,
        bool inProcess,
        in Moment at,
        Func<SearchAttributes, SearchAttributes>? checkAttributes = null)
    {
        var task = token.Require(state);
        CommandSequence.Check(request.Commands);
        if (task.Kind == WorkflowTaskKind.Speculative && OnlyRejects(request))
        {
            return Drop(state, request, at);
        }

        var draft = new Draft(state, at);
        if (task.Kind != WorkflowTaskKind.Normal)
        {
            TaskScheduling.WriteScheduledAndStarted(draft, task);
            task = draft.State.Task!;
        }

        var completed = draft.Write(Completed(task, request));
        draft.State = draft.State with { Sticky = StickyOf(request) };
        var completion = new TaskCompletion(draft, request, completed.EventId)
        {
            SequencingEventId = task.StartedEventId - 1,
            InProcess = inProcess,
            CheckAttributes = checkAttributes,
        };
        if (CommandHandling.Run(completion) is { } fault)
        {
            return Refuse(state, fault, request, at);
        }

        if (draft.State.IsRunning)
        {
            GoOn(completion, inProcess);
        }

        return draft.Finish();
    }

    /// <summary>
    /// Schedules the next task when something asks for one, and starts it at once when the worker wants it.
    /// </summary>
    private static void GoOn(TaskCompletion completion, bool inProcess)
    {
        var draft = completion.Draft;
        var request = completion.Request;
        if (!draft.State.Buffered.IsEmpty || request.ForceCreateNewWorkflowTask || completion.NeedsTask)
        {
            TaskScheduling.Schedule(draft);
        }
        else if (UpdateDecision.HasUnsent(draft.State))
        {
            TaskScheduling.ScheduleSpeculative(draft);
        }
        else
        {
            return;
        }

        if (request.ReturnNewWorkflowTask)
        {
            draft.WithdrawTaskOffers();
            TaskStarting.Start(
                draft, new TaskTaker(InlineRequestId, request.Identity, BuildIdOf(request), inProcess));
        }
    }

    /// <summary>
    /// Fails the task as if no command had been seen. When that happens again at the next attempt, the task is left
    /// to its timeout, so that a broken worker is asked slowly.
    /// </summary>
    private static Transition Refuse(
        RunState state, CommandFault fault, RespondWorkflowTaskCompletedRequest request, in Moment at)
    {
        var refusal = ServiceException.Invalid(fault.Text);
        if (state.Task!.Attempt > 1 && !fault.IsFatal && fault.Cause != WorkflowTaskFailedCause.UnhandledCommand)
        {
            return Transition.None(state) with { Refusal = refusal };
        }

        var draft = new Draft(state, at);
        TaskEnding.Fail(
            draft,
            fault.Cause,
            new Failure { Message = fault.Text, ServerFailureInfo = new ServerFailureInfo() },
            request.Identity);
        if (fault.IsFatal)
        {
            Termination.Write(draft, fault.Text, null, Limits.ServiceIdentity);
        }

        TaskScheduling.Ensure(draft);
        return draft.Finish() with { Refusal = refusal };
    }

    /// <summary>Forgets a speculative task that left no trace but rejections.</summary>
    private static Transition Drop(RunState state, RespondWorkflowTaskCompletedRequest request, in Moment at)
    {
        var draft = new Draft(state, at);
        draft.State = draft.State.WithTask(null) with { Sticky = StickyOf(request) ?? draft.State.Sticky };
        var completion = new TaskCompletion(draft, request, 0) { SequencingEventId = 0 };
        if (UpdateCommands.HandleRest(completion) is { } fault)
        {
            return Refuse(state, fault, request, at);
        }

        GoOn(completion, inProcess: false);
        return draft.Finish();
    }

    private static bool OnlyRejects(RespondWorkflowTaskCompletedRequest request)
    {
        if (request.Commands.Count > 0 || request.Messages.Count == 0 || request.ForceCreateNewWorkflowTask)
        {
            return false;
        }

        foreach (var message in request.Messages)
        {
            if (!message.Body.Is(Temporalio.Api.Update.V1.Rejection.Descriptor))
            {
                return false;
            }
        }

        return true;
    }

    private static StickyQueue? StickyOf(RespondWorkflowTaskCompletedRequest request) =>
        request.StickyAttributes is { WorkerTaskQueue.Name.Length: > 0 } sticky
            ? new StickyQueue(sticky.WorkerTaskQueue.Name, sticky.ScheduleToStartTimeout.Span())
            : null;

#pragma warning disable CS0612 // workers without deployments still send, and histories still hold, these fields
    private static string BuildIdOf(RespondWorkflowTaskCompletedRequest request) =>
        request.WorkerVersionStamp?.BuildId ?? string.Empty;

    private static HistoryEvent Completed(WorkflowTaskState task, RespondWorkflowTaskCompletedRequest request) => new()
    {
        EventType = EventType.WorkflowTaskCompleted,
        WorkflowTaskCompletedEventAttributes = new WorkflowTaskCompletedEventAttributes
        {
            ScheduledEventId = task.ScheduledEventId,
            StartedEventId = task.StartedEventId,
            Identity = request.Identity,
            BinaryChecksum = request.BinaryChecksum,
            WorkerVersion = request.WorkerVersionStamp,
            SdkMetadata = request.SdkMetadata,
            MeteringMetadata = request.MeteringMetadata,
            VersioningBehavior = request.VersioningBehavior,
            WorkerDeploymentName = request.DeploymentOptions?.DeploymentName ?? string.Empty,
        },
    };
#pragma warning restore CS0612
}
