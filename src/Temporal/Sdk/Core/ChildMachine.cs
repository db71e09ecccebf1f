using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Workflows;

namespace Temporalio.Core;

/// <summary>A child workflow: initiated, started, maybe asked to cancel, then ended.</summary>
internal sealed class ChildMachine(uint seq, Command start, ChildWorkflowCancellationType cancellationType)
    : CommandMachine
{
    private PendingCommand? _start;
    private long _initiatedEventId;
    private long _startedEventId;
    private string _namespace = string.Empty;
    private string _runId = string.Empty;
    private bool _cancelRequested;
    private bool _started;
    private bool _done;

    private StartChildWorkflowExecutionCommandAttributes Attributes =>
        start.StartChildWorkflowExecutionCommandAttributes;

    public void Start(RunState run) => _start = run.Send(new(start, this));

    public void Cancel(RunState run, string reason)
    {
        if (_done || _cancelRequested)
            return;
        _cancelRequested = true;
        if (_start is { Sent: false })
        {
            _start.Dropped = true;
            ResolveCanceled(run);
            return;
        }
        if (cancellationType != ChildWorkflowCancellationType.Abandon)
        {
            run.Send(new(
                new()
                {
                    CommandType = CommandType.RequestCancelExternalWorkflowExecution,
                    RequestCancelExternalWorkflowExecutionCommandAttributes = new()
                    {
                        WorkflowId = Attributes.WorkflowId,
                        ChildWorkflowOnly = true,
                        Reason = reason,
                    },
                },
                new ChildCancelMachine(this)));
        }
        if (cancellationType is ChildWorkflowCancellationType.Abandon or ChildWorkflowCancellationType.TryCancel)
            ResolveCanceled(run);
    }

    /// <summary>The request to cancel was delivered, or there was nobody left to take it.</summary>
    public void OnCancelDelivered(RunState run)
    {
        if (!_done && cancellationType == ChildWorkflowCancellationType.WaitCancellationRequested)
            ResolveCanceled(run);
    }

    public override void OnRecorded(PendingCommand command, HistoryEvent historyEvent, RunState run)
    {
        _initiatedEventId = historyEvent.EventId;
        _namespace = historyEvent.StartChildWorkflowExecutionInitiatedEventAttributes.Namespace;
        run.Follow(historyEvent.EventId, this);
    }

    public override void OnEvent(HistoryEvent historyEvent, RunState run)
    {
        if (historyEvent.EventType != EventType.ChildWorkflowExecutionStarted)
            run.Unfollow(_initiatedEventId);
        if (_done)
            return;
        switch (historyEvent.EventType)
        {
            case EventType.ChildWorkflowExecutionStarted:
                _started = true;
                _startedEventId = historyEvent.EventId;
                _runId = historyEvent.ChildWorkflowExecutionStartedEventAttributes.WorkflowExecution.RunId;
                run.Tell(new ActivationJob.ResolveChildStart(seq, new ChildStartResolution.Started(_runId)));
                break;
            case EventType.StartChildWorkflowExecutionFailed:
                OnStartFailed(historyEvent.StartChildWorkflowExecutionFailedEventAttributes, run);
                break;
            case EventType.ChildWorkflowExecutionCompleted:
                var payloads = historyEvent.ChildWorkflowExecutionCompletedEventAttributes.Result?.Payloads_;
                Resolve(run, new Resolution.Completed(payloads is { Count: > 0 } ? payloads[0] : null));
                break;
            case EventType.ChildWorkflowExecutionFailed:
                var failed = historyEvent.ChildWorkflowExecutionFailedEventAttributes;
                Resolve(run, Failed(failed.Failure, failed.RetryState));
                break;
            case EventType.ChildWorkflowExecutionCanceled:
                var details = historyEvent.ChildWorkflowExecutionCanceledEventAttributes.Details;
                Resolve(run, Failed(
                    new Failure { Message = "Child workflow cancelled", CanceledFailureInfo =
                        new() { Details = details } },
                    RetryState.NonRetryableFailure));
                break;
            case EventType.ChildWorkflowExecutionTimedOut:
                Resolve(run, Failed(
                    new Failure
                    {
                        Message = "Child workflow timed out",
                        TimeoutFailureInfo = new() { TimeoutType = TimeoutType.StartToClose },
                    },
                    historyEvent.ChildWorkflowExecutionTimedOutEventAttributes.RetryState));
                break;
            case EventType.ChildWorkflowExecutionTerminated:
                Resolve(run, Failed(
                    new Failure { Message = "Child workflow terminated", TerminatedFailureInfo = new() },
                    RetryState.NonRetryableFailure));
                break;
        }
    }

    private void OnStartFailed(StartChildWorkflowExecutionFailedEventAttributes failed, RunState run)
    {
        _done = true;
        run.Children.Remove(seq);
        ChildStartResolution result = failed.Cause == StartChildWorkflowExecutionFailedCause.WorkflowAlreadyExists
            ? new ChildStartResolution.AlreadyExists(Attributes.WorkflowId, Attributes.WorkflowType.Name)
            : new ChildStartResolution.Failed(new Failure
            {
                Message = $"Child workflow '{Attributes.WorkflowId}' could not start: {failed.Cause}",
                ApplicationFailureInfo = new() { Type = failed.Cause.ToString(), NonRetryable = true },
            });
        run.Tell(new ActivationJob.ResolveChildStart(seq, result));
    }

    private void ResolveCanceled(RunState run)
    {
        var failed = Failed(
            new Failure { Message = "Child workflow cancelled", CanceledFailureInfo = new() },
                RetryState.NonRetryableFailure);
        if (_started)
        {
            Resolve(run, failed);
            return;
        }
        _done = true;
        run.Children.Remove(seq);
        run.Tell(new ActivationJob.ResolveChildStart(seq, new ChildStartResolution.Failed(failed.Failure)));
    }

    private void Resolve(RunState run, Resolution result)
    {
        _done = true;
        run.Children.Remove(seq);
        run.Tell(new ActivationJob.ResolveChild(seq, result));
    }

    private Resolution.Failed Failed(Failure cause, RetryState retryState) => new(new Failure
    {
        Message = "Child Workflow execution failed",
        Cause = cause,
        ChildWorkflowExecutionFailureInfo = new()
        {
            Namespace = _namespace,
            WorkflowExecution = new() { WorkflowId = Attributes.WorkflowId, RunId = _runId },
            WorkflowType = new() { Name = Attributes.WorkflowType.Name },
            InitiatedEventId = _initiatedEventId,
            StartedEventId = _startedEventId,
            RetryState = retryState,
        },
    });
}
