using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Temporalio.Workflows;
using Temporalio.Workflows.Tasks;

namespace Temporalio.Tests.Workflows;

/// <summary>The least that a service does for one run: it keeps the history, hands out workflow tasks and records their
/// commands.
/// Tests play the rest of the world by hand.</summary>
internal sealed class WorkflowDriver : IDisposable
{
    private readonly WorkflowTaskHandler _handler;
    private readonly List<Message> _messages = [];
    private readonly Dictionary<string, (string Id, long AcceptedEventId, string Name)> _updates = [];
    private long _previousStarted;
    private int _sent;
    private WorkflowTaskOutcome? _last;
    private DateTime _now = new(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public WorkflowDriver(WorkflowTaskHandlerOptions options)
    {
        Options = options;
        _handler = new(options);
    }

    public WorkflowTaskHandlerOptions Options { get; }

    public List<HistoryEvent> History { get; } = [];

    public string RunId { get; init; } = "run-1";

    /// <summary>Whether tasks bring only what is new, as on a sticky queue.</summary>
    public bool Sticky { get; set; } = true;

    /// <summary>Whether a request to cancel an activity ends it there and then.</summary>
    public bool ActivitiesNeverStart { get; set; }

    public int CachedRuns => _handler.CachedRuns;

    public int PagesRead { get; private set; }

    public static WorkflowTaskHandlerOptions With(params System.Type[] workflows) => new()
    {
        Namespace = "default",
        TaskQueue = "queue",
        StickyQueue = "queue-sticky",
        Identity = "test",
        Workflows = [.. workflows.Select(WorkflowDefinition.Create)],
        DebugMode = true,
    };

    public static WorkflowDriver Of<T>() => new(With(typeof(T)));

    public void Dispose() => _handler.Dispose();

    public WorkflowDriver Start(string type, params object?[] args)
    {
        Add(EventType.WorkflowExecutionStarted).WorkflowExecutionStartedEventAttributes = new()
        {
            WorkflowType = new() { Name = type },
            TaskQueue = new() { Name = "queue" },
            Input = Payloads(args),
            OriginalExecutionRunId = RunId,
            FirstExecutionRunId = RunId,
            WorkflowTaskTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(10)),
            Attempt = 1,
        };
        return this;
    }

    public void Signal(string name, params object?[] args) =>
        Add(EventType.WorkflowExecutionSignaled).WorkflowExecutionSignaledEventAttributes =
            new() { SignalName = name, Input = Payloads(args) };

    public void RequestCancel() =>
        Add(EventType.WorkflowExecutionCancelRequested).WorkflowExecutionCancelRequestedEventAttributes =
            new() { Cause = "test" };

    public void CompleteActivity(string id, object? result = null) =>
        Add(EventType.ActivityTaskCompleted).ActivityTaskCompletedEventAttributes =
            new() { ScheduledEventId = Scheduled(id), Result = Payloads(result) };

    public void FailActivity(string id, string message) =>
        Add(EventType.ActivityTaskFailed).ActivityTaskFailedEventAttributes = new()
        {
            ScheduledEventId = Scheduled(id),
            RetryState = RetryState.MaximumAttemptsReached,
            Failure = new() { Message = message, ApplicationFailureInfo = new() { Type = "Test" } },
        };

    public void FireTimer(string id) => Add(EventType.TimerFired).TimerFiredEventAttributes = new()
    {
        TimerId = id,
        StartedEventId = History.Last(e => e.TimerStartedEventAttributes?.TimerId == id).EventId,
    };

    public void StartChild(string id, string runId = "child-run") =>
        Add(EventType.ChildWorkflowExecutionStarted).ChildWorkflowExecutionStartedEventAttributes = new()
        {
            InitiatedEventId = Initiated(id),
            WorkflowExecution = new() { WorkflowId = id, RunId = runId },
        };

    public void CompleteChild(string id, object? result = null) =>
        Add(EventType.ChildWorkflowExecutionCompleted).ChildWorkflowExecutionCompletedEventAttributes =
            new() { InitiatedEventId = Initiated(id), Result = Payloads(result) };

    public void DeliverCancel(string id) =>
        Add(EventType.ExternalWorkflowExecutionCancelRequested)
            .ExternalWorkflowExecutionCancelRequestedEventAttributes = new()
        {
            InitiatedEventId = History.Last(e =>
                e.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes?.WorkflowExecution.WorkflowId == id)
                .EventId,
        };

    /// <summary>Sends an update with the next task.</summary>
    public void Update(string id, string name, params object?[] args)
    {
        _updates[id] = (id, 0, name);
        _messages.Add(new Message
        {
            Id = id + "/request",
            ProtocolInstanceId = id,
            Body = Any.Pack(
                new Request { Meta = new() { UpdateId = id }, Input = new() { Name = name, Args = Payloads(args) } }),
        });
    }

    public Task<WorkflowTaskOutcome> QueryAsync(string name, params object?[] args) => HandleAsync(
        new() { Query = new() { QueryType = name, QueryArgs = Payloads(args) } }, advance: false);

    /// <summary>Runs a workflow task that is expected to complete.</summary>
    public async Task<RespondWorkflowTaskCompletedRequest> TaskAsync(params string[] queries)
    {
        var outcome = await OutcomeAsync(queries);
        return Assert.IsType<WorkflowTaskOutcome.Completed>(outcome).Request;
    }

    /// <summary>Runs a workflow task that is expected to fail.</summary>
    public async Task<RespondWorkflowTaskFailedRequest> FailedTaskAsync() =>
        Assert.IsType<WorkflowTaskOutcome.Failed>(await OutcomeAsync()).Request;

    /// <summary>Has a task of this history handled, and leaves it to the caller to release the answer.</summary>
    public Task<WorkflowTaskOutcome> HandleAsync(IEnumerable<HistoryEvent> history)
    {
        var task = NewPoll(history);
        task.StartedEventId = task.History.Events[^1].EventId;
        return _handler.HandleAsync(task, PageAsync, TestContext.Current.CancellationToken);
    }

    /// <summary>Tells that the service took an answer, or did not.</summary>
    public void Release(WorkflowTaskOutcome answer, bool taken)
    {
        if (!taken)
            _handler.Forget(answer);
        _handler.Release(answer);
    }

    public void Forget() => _handler.Forget(_last!);

    /// <summary>Removes the last task from the history, as the service does with a speculative one that did
    /// nothing.</summary>
    public void DropLastTask()
    {
        History.RemoveRange(History.Count - 3, 3);
        _previousStarted = History.Last(e => e.EventType == EventType.WorkflowTaskStarted).EventId;
        _sent = (int)_previousStarted;
    }

    /// <summary>Returns the start of a task that is not recorded.</summary>
    public HistoryEvent NewTask() => new()
    {
        EventId = History.Count + 1,
        EventType = EventType.WorkflowTaskStarted,
        EventTime = Timestamp.FromDateTime(_now),
        WorkflowTaskStartedEventAttributes = new(),
    };

    private async Task<WorkflowTaskOutcome> OutcomeAsync(params string[] queries)
    {
        var scheduled = Add(EventType.WorkflowTaskScheduled);
        scheduled.WorkflowTaskScheduledEventAttributes = new();
        var started = Add(EventType.WorkflowTaskStarted);
        started.WorkflowTaskStartedEventAttributes =
            new() { ScheduledEventId = scheduled.EventId, HistorySizeBytes = 100 * started.EventId };
        var task = new PollWorkflowTaskQueueResponse { StartedEventId = started.EventId };
        task.Messages.AddRange(_messages);
        _messages.Clear();
        foreach (var query in queries)
            task.Queries[query] = new() { QueryType = query };
        var outcome = await HandleAsync(task, advance: true);
        switch (outcome)
        {
            case WorkflowTaskOutcome.Completed completed:
                _previousStarted = started.EventId;
                Add(EventType.WorkflowTaskCompleted).WorkflowTaskCompletedEventAttributes =
                    new() { StartedEventId = started.EventId, SdkMetadata = completed.Request.SdkMetadata };
                foreach (var command in completed.Request.Commands)
                    Record(command, completed.Request);
                break;
            case WorkflowTaskOutcome.Failed failed:
                Add(EventType.WorkflowTaskFailed).WorkflowTaskFailedEventAttributes =
                    new() { StartedEventId = started.EventId, Cause = failed.Request.Cause };
                _sent = 0;
                break;
        }
        return outcome;
    }

    private async Task<WorkflowTaskOutcome> HandleAsync(PollWorkflowTaskQueueResponse task, bool advance)
    {
        task.MergeFrom(NewPoll(Sticky ? History.Skip(_sent) : History));
        if (advance)
            _sent = History.Count;
        _last = await _handler.HandleAsync(task, PageAsync, TestContext.Current.CancellationToken);
        _handler.Release(_last);
        return _last;
    }

    private PollWorkflowTaskQueueResponse NewPoll(IEnumerable<HistoryEvent> history)
    {
        var task = new PollWorkflowTaskQueueResponse
        {
            WorkflowExecution = new() { WorkflowId = "workflow-1", RunId = RunId },
            WorkflowType = History[0].WorkflowExecutionStartedEventAttributes.WorkflowType,
            PreviousStartedEventId = _previousStarted,
            History = new(),
        };
        task.History.Events.AddRange(history);
        return task;
    }

    private Task<GetWorkflowExecutionHistoryResponse> PageAsync(
        Google.Protobuf.ByteString token, CancellationToken cancel)
    {
        PagesRead++;
        var page = new GetWorkflowExecutionHistoryResponse { History = new() };
        page.History.Events.AddRange(History);
        return Task.FromResult(page);
    }

    private void Record(Command command, RespondWorkflowTaskCompletedRequest request)
    {
        switch (command.CommandType)
        {
            case CommandType.ScheduleActivityTask:
                var activity = command.ScheduleActivityTaskCommandAttributes;
                Add(EventType.ActivityTaskScheduled).ActivityTaskScheduledEventAttributes =
                    new() { ActivityId = activity.ActivityId, ActivityType = activity.ActivityType, Input =
                        activity.Input };
                break;
            case CommandType.RequestCancelActivityTask:
                Add(EventType.ActivityTaskCancelRequested).ActivityTaskCancelRequestedEventAttributes =
                    new() { ScheduledEventId = command.RequestCancelActivityTaskCommandAttributes.ScheduledEventId };
                if (ActivitiesNeverStart)
                {
                    Add(EventType.ActivityTaskCanceled).ActivityTaskCanceledEventAttributes = new()
                    {
                        ScheduledEventId = command.RequestCancelActivityTaskCommandAttributes.ScheduledEventId,
                    };
                }
                break;
            case CommandType.StartTimer:
                Add(EventType.TimerStarted).TimerStartedEventAttributes =
                    new() { TimerId = command.StartTimerCommandAttributes.TimerId };
                break;
            case CommandType.CancelTimer:
                Add(EventType.TimerCanceled).TimerCanceledEventAttributes =
                    new() { TimerId = command.CancelTimerCommandAttributes.TimerId };
                break;
            case CommandType.RecordMarker:
                var marker = new MarkerRecordedEventAttributes
                {
                    MarkerName = command.RecordMarkerCommandAttributes.MarkerName,
                    Failure = command.RecordMarkerCommandAttributes.Failure,
                };
                marker.Details.Add(command.RecordMarkerCommandAttributes.Details);
                Add(EventType.MarkerRecorded).MarkerRecordedEventAttributes = marker;
                break;
            case CommandType.UpsertWorkflowSearchAttributes:
                Add(EventType.UpsertWorkflowSearchAttributes).UpsertWorkflowSearchAttributesEventAttributes =
                    new() { SearchAttributes =
                        command.UpsertWorkflowSearchAttributesCommandAttributes.SearchAttributes };
                break;
            case CommandType.ModifyWorkflowProperties:
                Add(EventType.WorkflowPropertiesModified).WorkflowPropertiesModifiedEventAttributes = new();
                break;
            case CommandType.StartChildWorkflowExecution:
                var child = command.StartChildWorkflowExecutionCommandAttributes;
                Add(EventType.StartChildWorkflowExecutionInitiated)
                    .StartChildWorkflowExecutionInitiatedEventAttributes =
                    new() { WorkflowId = child.WorkflowId, WorkflowType = child.WorkflowType, Namespace = "default" };
                break;
            case CommandType.RequestCancelExternalWorkflowExecution:
                Add(EventType.RequestCancelExternalWorkflowExecutionInitiated)
                    .RequestCancelExternalWorkflowExecutionInitiatedEventAttributes =
                    new() { WorkflowExecution = new() { WorkflowId =
                        command.RequestCancelExternalWorkflowExecutionCommandAttributes.WorkflowId } };
                break;
            case CommandType.ProtocolMessage:
                RecordMessage(request.Messages.Single(m => m.Id == command.ProtocolMessageCommandAttributes.MessageId));
                break;
            case CommandType.CompleteWorkflowExecution:
                Add(EventType.WorkflowExecutionCompleted).WorkflowExecutionCompletedEventAttributes =
                    new() { Result = command.CompleteWorkflowExecutionCommandAttributes.Result };
                break;
            case CommandType.FailWorkflowExecution:
                Add(EventType.WorkflowExecutionFailed).WorkflowExecutionFailedEventAttributes =
                    new() { Failure = command.FailWorkflowExecutionCommandAttributes.Failure };
                break;
            case CommandType.CancelWorkflowExecution:
                Add(EventType.WorkflowExecutionCanceled).WorkflowExecutionCanceledEventAttributes = new();
                break;
            case CommandType.ContinueAsNewWorkflowExecution:
                Add(EventType.WorkflowExecutionContinuedAsNew).WorkflowExecutionContinuedAsNewEventAttributes =
                    new() { WorkflowType = command.ContinueAsNewWorkflowExecutionCommandAttributes.WorkflowType };
                break;
            default:
                throw new NotSupportedException($"The driver does not record {command.CommandType}.");
        }
    }

    private void RecordMessage(Message message)
    {
        if (message.Body.Is(Acceptance.Descriptor))
        {
            var acceptance = message.Body.Unpack<Acceptance>();
            Add(EventType.WorkflowExecutionUpdateAccepted).WorkflowExecutionUpdateAcceptedEventAttributes = new()
            {
                ProtocolInstanceId = message.ProtocolInstanceId,
                AcceptedRequestMessageId = acceptance.AcceptedRequestMessageId,
                AcceptedRequest = acceptance.AcceptedRequest,
            };
        }
        else
        {
            var response = message.Body.Unpack<Response>();
            Add(EventType.WorkflowExecutionUpdateCompleted).WorkflowExecutionUpdateCompletedEventAttributes =
                new() { Meta = response.Meta, Outcome = response.Outcome };
        }
    }

    public HistoryEvent Add(EventType type)
    {
        _now += TimeSpan.FromSeconds(1);
        var added = new HistoryEvent { EventId = History.Count
            + 1, EventType = type, EventTime = Timestamp.FromDateTime(_now) };
        History.Add(added);
        return added;
    }

    private long Scheduled(string id) =>
        History.Last(e => e.ActivityTaskScheduledEventAttributes?.ActivityId == id).EventId;

    private long Initiated(string id) =>
        History.Last(e => e.StartChildWorkflowExecutionInitiatedEventAttributes?.WorkflowId == id).EventId;

    private static Payloads Payloads(params object?[] values) =>
        new() { Payloads_ = { values.Select(DataConverter.Default.PayloadConverter.ToPayload) } };
}
