using Google.Protobuf;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Tests.History;

/// <summary>A run that a test drives step by step. Every step is checked to survive a crash.</summary>
internal sealed class Scenario
{
    public static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private int _polls;

    public Scenario(Action<StartWorkflowExecutionRequest>? change = null)
    {
        var request = new StartWorkflowExecutionRequest
        {
            WorkflowId = "order-7",
            WorkflowType = new WorkflowType { Name = "order" },
            TaskQueue = new TaskQueue { Name = "main" },
            Identity = "client",
            RequestId = "start-1",
        };
        change?.Invoke(request);
        var key = new RunKey("default", "namespace-id", request.WorkflowId, "run-0");
        var first = StartDecision.Start(key, StartRequests.From(request), new Moment(Noon, new CountedIds()));
        Run = new LiveRun(first, Noon);
        Run.AssertRestores();
    }

    public LiveRun Run { get; }

    public RunState State => Run.State;

    public IEnumerable<EventType> Types => Run.Events.Select(next => next.EventType);

    public HistoryEvent Last => Run.Events[^1];

    public WorkflowTaskToken TaskToken =>
        new(State.Task!.ScheduledEventId, State.Task.StartedEventId, State.Task.Attempt);

    public static Payloads Text(string text)
    {
        var payload = new Payload { Data = ByteString.CopyFromUtf8($"\"{text}\"") };
        payload.Metadata.Add("encoding", ByteString.CopyFromUtf8("json/plain"));
        return new Payloads { Payloads_ = { payload } };
    }

    public static Failure Failed(string message, string type = "Error") => new()
    {
        Message = message,
        ApplicationFailureInfo = new ApplicationFailureInfo { Type = type },
    };

    public Transition Do(Transition transition)
    {
        Run.Commit(transition);
        Run.AssertRestores();
        return transition;
    }

    public Scenario Pass(double seconds)
    {
        Run.Now += TimeSpan.FromSeconds(seconds);
        return this;
    }

    public Transition Tick() => Do(TickDecision.Tick(State, Run.At));

    public Scenario StartTask()
    {
        var taker = new TaskTaker($"poll-{++_polls}", "worker");
        Do(WorkflowTaskStartDecision.Start(State, State.Task!.ScheduledEventId, State.Task.Attempt, taker, Run.At)!);
        return this;
    }

    public Transition Complete(params Command[] commands) => Complete(request => request.Commands.Add(commands));

    public Transition Complete(Action<RespondWorkflowTaskCompletedRequest> change)
    {
        var request = new RespondWorkflowTaskCompletedRequest { Identity = "worker" };
        change(request);
        return Do(WorkflowTaskCompletionDecision.Complete(State, TaskToken, request, inProcess: true, Run.At));
    }

    public Transition Signal(string name, string requestId = "") => Do(SignalDecision.Signal(
        State,
        new SignalInput(new WorkflowExecutionSignaledEventAttributes { SignalName = name, RequestId = requestId }, []),
        Run.At));

    /// <summary>Schedules one activity in the run's next task; its scheduled event id comes back.</summary>
    public long Schedule(Action<ScheduleActivityTaskCommandAttributes>? change = null)
    {
        StartTask();
        Complete(Commands.Activity("a", change));
        return State.ActivityIds["a"];
    }

    public Scenario Take(long scheduledEventId, bool inProcess = false)
    {
        var taker = new TaskTaker($"poll-{++_polls}", "worker", InProcess: inProcess);
        var attempt = State.Activities[scheduledEventId].Attempt;
        Do(ActivityStartDecision.Start(State, scheduledEventId, attempt, taker, Run.At)!);
        return this;
    }

    public Transition End(long scheduledEventId, ActivityEndInput input) => Do(ActivityEndDecision.End(
        State, new ActivityRef.Token(scheduledEventId, State.Activities[scheduledEventId].Attempt), input, Run.At));

    public Transition Fail(long scheduledEventId, Failure failure) =>
        End(scheduledEventId, new ActivityEndInput.Failed(failure, null) { Identity = "worker" });

    public Transition Succeed(long scheduledEventId) =>
        End(scheduledEventId, new ActivityEndInput.Completed(Text("done")) { Identity = "worker" });
}
