using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Common;
using SuggestContinueAsNewReason = Temporalio.Workflows.SuggestContinueAsNewReason;

namespace Temporalio.Core;

/// <summary>What history's events mean.</summary>
internal sealed partial class RunState
{
    /// <summary>Processes events up to the start of the next workflow task that was not lost; false when there is no
    /// more.</summary>
    private bool ProcessNextTask()
    {
        if (_at >= _events.Count)
            return false;
        var end = NextTaskStarted();
        if (end < 0)
            return ProcessTail();
        _replaying = end + 1 < _events.Count;
        for (; _at <= end; _at++)
            Process(_events[_at]);
        LookAhead(end + 1);
        if (!_replaying)
            TakeUpdates();
        return true;
    }

    // A task that failed or timed out left nothing behind: its events belong to the next one.
    private int NextTaskStarted()
    {
        for (var at = _at; at < _events.Count; at++)
        {
            if (_events[at].EventType == EventType.WorkflowTaskStarted
                && (at + 1 == _events.Count
                    || _events[at + 1].EventType
                        is not (EventType.WorkflowTaskFailed or EventType.WorkflowTaskTimedOut)))
                return at;
        }
        return -1;
    }

    /// <summary>Matches what the last task recorded. Later events wait for the task that will bring them to the
    /// workflow.</summary>
    private bool ProcessTail()
    {
        var from = _at;
        while (_at < _events.Count
            && (_events[_at].EventType == EventType.WorkflowTaskCompleted
                || CommandEventCheck.IsCommandEvent(_events[_at].EventType)
                || (_inCommands && IsWrittenAmongCommands(_events[_at]))))
        {
            _replaying = true;
            Process(_events[_at++]);
        }
        if (_inCommands)
        {
            _inCommands = false;
            EndCommands(_at < _events.Count ? _events[_at] : null);
        }
        return _at > from;
    }

    private void Process(HistoryEvent e)
    {
        ProcessedEventId = e.EventId;
        _scheduledRightBefore = _previousType == EventType.WorkflowTaskScheduled;
        _previousType = e.EventType;
        if (e.EventType == EventType.WorkflowTaskCompleted)
        {
            _inCommands = true;
            if (e.WorkflowTaskCompletedEventAttributes.SdkMetadata is { SdkName.Length: > 0 } sdk)
                SdkInHistory = sdk.SdkName + "/" + sdk.SdkVersion;
            return;
        }
        if (CommandEventCheck.IsCommandEvent(e.EventType))
        {
            Match(e);
            return;
        }
        if (_inCommands && IsWrittenAmongCommands(e))
        {
            _amongCommands.Enqueue(e);
            return;
        }
        if (_inCommands)
        {
            _inCommands = false;
            EndCommands(e);
        }
        while (_amongCommands.TryDequeue(out var held))
            OnEvent(held);
        OnEvent(e);
    }

    // An activity that has not started is over with the request to cancel it; more commands' events may follow.
    private static bool IsWrittenAmongCommands(HistoryEvent e) => e.EventType == EventType.ActivityTaskCanceled;

    private void Match(HistoryEvent e)
    {
        while (true)
        {
            PendingCommand? pending;
            while (_pending.TryPeek(out pending) && pending.Dropped)
                _pending.Dequeue();
            if (pending != null && CommandEventCheck.Matches(pending, e))
            {
                _pending.Dequeue();
                pending.Sent = true;
                pending.Machine?.OnRecorded(pending, e, this);
                if (IsClose(e.EventType))
                    Closed = true;
                return;
            }
            if (pending is { PatchList: true })
            {
                _pending.Dequeue();
                continue;
            }
            if (IsLeftOfPatch(e))
                return;
            throw CommandEventCheck.Mismatch(pending, e);
        }
    }

    /// <summary>A deprecated patch's marker, or a list of patches, may stay in history after the code has dropped the
    /// patch.</summary>
    private static bool IsLeftOfPatch(HistoryEvent e) => e.EventType switch
    {
        EventType.MarkerRecorded =>
            e.MarkerRecordedEventAttributes.MarkerName == PatchMarker.Name && PatchMarker.Read(e).Deprecated,
        EventType.UpsertWorkflowSearchAttributes =>
            e.UpsertWorkflowSearchAttributesEventAttributes.SearchAttributes?.IndexedFields is { Count: 1 } fields
            && fields.ContainsKey(PatchMarker.SearchAttribute),
        _ => false,
    };

    private static bool IsClose(EventType type) =>
        type is EventType.WorkflowExecutionCompleted or EventType.WorkflowExecutionFailed
        or EventType.WorkflowExecutionCanceled or EventType.WorkflowExecutionContinuedAsNew;

    private void EndCommands(HistoryEvent? e)
    {
        while (_pending.TryPeek(out var pending))
        {
            if (!pending.Dropped && !pending.PatchList)
            {
                // An execution that ended from outside takes no more commands.
                if (e?.EventType is EventType.WorkflowExecutionTerminated or EventType.WorkflowExecutionTimedOut)
                    return;
                throw CommandEventCheck.Missing(pending, e);
            }
            _pending.Dequeue();
        }
    }

    private void OnEvent(HistoryEvent e)
    {
        switch (e.EventType)
        {
            case EventType.WorkflowExecutionStarted:
                var started = e.WorkflowExecutionStartedEventAttributes;
                Time = e.EventTime?.ToDateTime() ?? default;
                _jobs.Add(new ActivationJob.Initialize(
                    started,
                    Time,
                    RandomSeed.Of(started.OriginalExecutionRunId.Length > 0 ? started.OriginalExecutionRunId : runId)));
                break;
            case EventType.WorkflowTaskStarted:
                OnTaskStarted(e);
                break;
            case EventType.WorkflowTaskFailed:
                var failed = e.WorkflowTaskFailedEventAttributes;
                if (failed.Cause == WorkflowTaskFailedCause.ResetWorkflow && failed.NewRunId.Length > 0)
                    _jobs.Add(new ActivationJob.UpdateRandomSeed(RandomSeed.Of(failed.NewRunId)));
                break;
            case EventType.WorkflowExecutionSignaled:
                var signaled = e.WorkflowExecutionSignaledEventAttributes;
                _jobs.Add(new ActivationJob.Signal(signaled.SignalName, List(signaled.Input), signaled.Header));
                break;
            case EventType.WorkflowExecutionCancelRequested:
                _jobs.Add(new ActivationJob.Cancel(e.WorkflowExecutionCancelRequestedEventAttributes.Cause));
                break;
            case EventType.WorkflowExecutionUpdateAdmitted:
                var admitted = e.WorkflowExecutionUpdateAdmittedEventAttributes.Request;
                AddUpdate(admitted.Meta.UpdateId, admitted.Meta.UpdateId
                    + "/request", e.EventId, admitted, runValidator: !_replaying);
                break;
            case EventType.WorkflowExecutionTerminated or EventType.WorkflowExecutionTimedOut:
                Closed = true;
                break;
            default:
                if (EventReference.Of(e) is var id and > 0 && _followed.TryGetValue(id, out var machine))
                    machine.OnEvent(e, this);
                break;
        }
    }

    private void OnTaskStarted(HistoryEvent e)
    {
        var started = e.WorkflowTaskStartedEventAttributes;
        StartedEventId = e.EventId;
        Advance(e.EventTime?.ToDateTime() ?? default);
        _historySize = started.HistorySizeBytes;
        _continueAsNewSuggested = started.SuggestContinueAsNew;
        _targetVersionChanged = started.TargetWorkerDeploymentVersionChanged;
        if (started.SuggestContinueAsNewReasons.Count > 0)
        {
            var reasons = new List<SuggestContinueAsNewReason>(started.SuggestContinueAsNewReasons.Count);
            foreach (var reason in started.SuggestContinueAsNewReasons)
                reasons.Add((SuggestContinueAsNewReason)(int)reason);
            _continueAsNewReasons = reasons;
        }
        else
        {
            _continueAsNewReasons = [];
        }
    }

    /// <summary>Reads what the completion of the current task recorded, so that the workflow is told what it was told
    /// then.</summary>
    private void LookAhead(int at)
    {
        if (at >= _events.Count || _events[at].EventType != EventType.WorkflowTaskCompleted)
            return;
        if (_events[at].WorkflowTaskCompletedEventAttributes.DeploymentVersion is { BuildId.Length: > 0 } deployment)
            _deployment = new(deployment.DeploymentName, deployment.BuildId);
        for (at++; at < _events.Count; at++)
        {
            var e = _events[at];
            if (!CommandEventCheck.IsCommandEvent(e.EventType) && !IsWrittenAmongCommands(e))
                return;
            if (e.EventType == EventType.MarkerRecorded)
            {
                if (e.MarkerRecordedEventAttributes.MarkerName == LocalActivityMarker.Name)
                    _localMarkers.Enqueue(LocalActivityMarker.Read(e));
                else if (e.MarkerRecordedEventAttributes.MarkerName == PatchMarker.Name
                    && PatchMarker.Read(e) is var patch && _patchesInHistory.Add(patch.PatchId))
                    _jobs.Add(new ActivationJob.NotifyPatch(patch.PatchId));
            }
            else if (e.EventType == EventType.WorkflowExecutionUpdateAccepted)
            {
                var accepted = e.WorkflowExecutionUpdateAcceptedEventAttributes;
                if (accepted.AcceptedRequest != null)
                {
                    AddUpdate(
                        accepted.ProtocolInstanceId,
                        accepted.AcceptedRequestMessageId,
                        accepted.AcceptedRequestSequencingEventId,
                        accepted.AcceptedRequest,
                        runValidator: false);
                }
            }
        }
    }

    private void TakeUpdates()
    {
        foreach (var message in _messagesIn)
        {
            if (message.Body is { } body && body.Is(Request.Descriptor))
                AddUpdate(message.ProtocolInstanceId, message.Id, message.EventId, body.Unpack<Request>(),
                    runValidator: true);
        }
        _messagesIn.Clear();
    }

    private void AddUpdate(
        string protocolInstanceId, string messageId, long sequencingEventId, Request request, bool runValidator)
    {
        if (!Updates.TryAdd(protocolInstanceId, new(protocolInstanceId, messageId, sequencingEventId, request)))
            return;
        _jobs.Add(new ActivationJob.Update(
            request.Meta.UpdateId, protocolInstanceId, request.Input.Name, List(request.Input.Args),
                request.Input.Header, runValidator));
    }

    private static IReadOnlyList<Payload> List(Payloads? payloads) => payloads == null ? [] : payloads.Payloads_;
}
