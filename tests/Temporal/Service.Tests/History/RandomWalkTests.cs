using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Tests.History;

/// <summary>
/// Whatever happens in whatever order: a crash loses nothing, ids have no gaps, nothing pending is forgotten.
/// </summary>
public sealed class RandomWalkTests
{
    private const int Steps = 120;

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Decisions_AnyOrderOfInputs_KeepTheRunWhole(int seed)
    {
        // Arrange
        var chance = new Random(seed);
        var scenario = new Scenario(start => start.WorkflowRunTimeout = Commands.Seconds(100_000));

        // Act
        for (var step = 0; step < Steps && scenario.State.IsRunning; step++)
        {
            scenario.Pass(chance.Next(0, 4));
            Step(scenario, chance, step); // each step asserts that a crash loses nothing
            AssertWhole(scenario);
        }

        // Assert
        Assert.Equal(
            Enumerable.Range(1, scenario.Run.Events.Count).Select(id => (long)id),
            scenario.Run.Events.Select(next => next.EventId));
        Assert.Equal(scenario.Run.Events.Sum(next => next.CalculateSize()), scenario.State.HistoryBytes);
    }

    private static void AssertWhole(Scenario scenario)
    {
        var state = scenario.State;
        if (!state.IsRunning)
        {
            return;
        }

        // Something unseen by the workflow has a task that will show it.
        var lastSeen = scenario.Run.Events.FindLastIndex(next => next.EventType == EventType.WorkflowTaskCompleted);
        var unseen = scenario.Run.Events.Skip(lastSeen + 1).Any(next => next.EventType
            is EventType.WorkflowExecutionSignaled or EventType.TimerFired or EventType.ActivityTaskCompleted);
        Assert.True(!unseen || state.Task is not null, "an event is waiting and no task is");
        Assert.Equal(state.Activities.Keys.Order(), state.ActivityIds.Values.Order());
        Assert.Equal(state.Timers.Keys.Order(), state.TimerIds.Values.Order());
        Assert.True(state.Buffered.IsEmpty || state.Task is { IsStarted: true }, "a buffered event has no task to end it");
    }

    private static void Step(Scenario scenario, Random chance, int step)
    {
        var state = scenario.State;
        switch (chance.Next(12))
        {
            case 0 or 1 or 2 when state.Task is { IsStarted: false }:
                scenario.StartTask();
                break;
            case 3 or 4 or 5 when state.Task is { IsStarted: true }:
                scenario.Complete(request => Answer(request, scenario, chance, step));
                break;
            case 6 when state.Task is { IsStarted: true }:
                scenario.Do(WorkflowTaskFailureDecision.Fail(
                    state, scenario.TaskToken, new RespondWorkflowTaskFailedRequest(), scenario.Run.At));
                break;
            case 7:
                scenario.Signal("s", $"signal-{chance.Next(30)}");
                break;
            case 8:
                scenario.Do(UpdateDecision.Admit(
                    state,
                    new Request { Meta = new Meta { UpdateId = $"u{chance.Next(6)}" }, Input = new Input { Name = "n" } },
                    scenario.Run.At));
                break;
            case 9:
                Crash(scenario);
                break;
            case 10 when !state.Activities.IsEmpty:
                Work(scenario, chance, state.Activities.Keys.Order().ElementAt(chance.Next(state.Activities.Count)));
                break;
            default:
                scenario.Tick();
                break;
        }
    }

    private static void Crash(Scenario scenario)
    {
        scenario.Do(Transition.None(scenario.Run.Restored()));
        scenario.Do(RecoveryDecision.Recover(scenario.State, scenario.Run.At));
    }

    private static void Work(Scenario scenario, Random chance, long id)
    {
        var activity = scenario.State.Activities[id];
        if (activity is { IsStarted: false, WaitsForRetry: false })
        {
            scenario.Take(id, inProcess: chance.Next(2) == 0);
        }
        else if (activity.IsStarted && chance.Next(3) == 0)
        {
            scenario.Do(ActivityHeartbeatDecision.Record(
                scenario.State, new ActivityRef.Id(activity.ActivityId), Scenario.Text("half"), scenario.Run.At).Transition);
        }
        else if (activity.IsStarted && chance.Next(2) == 0)
        {
            scenario.Fail(id, Scenario.Failed("no"));
        }
        else if (activity.IsStarted)
        {
            scenario.Succeed(id);
        }
    }

    private static void Answer(RespondWorkflowTaskCompletedRequest request, Scenario scenario, Random chance, int step)
    {
        var state = scenario.State;
        request.ReturnNewWorkflowTask = chance.Next(2) == 0;
        request.ForceCreateNewWorkflowTask = chance.Next(8) == 0;
        if (chance.Next(2) == 0)
        {
            request.StickyAttributes = new() { WorkerTaskQueue = new() { Name = "host" }, ScheduleToStartTimeout = Commands.Seconds(5) };
        }

        foreach (var update in state.Updates.Values.Where(update => update.Sent))
        {
            Google.Protobuf.IMessage verdict = chance.Next(2) == 0
                ? new Acceptance()
                : new Rejection { Failure = Scenario.Failed("no") };
            request.Messages.Add(new Message
            {
                Id = $"m-{update.UpdateId}", ProtocolInstanceId = update.UpdateId, Body = Any.Pack(verdict),
            });
        }

        for (var count = chance.Next(3); count > 0; count--)
        {
            request.Commands.Add(Random(state, chance, $"{step}-{count}"));
        }
    }

    private static Command Random(RunState state, Random chance, string name) => chance.Next(6) switch
    {
        0 => Commands.Timer(name, chance.Next(1, 9)),
        1 when !state.TimerIds.IsEmpty => Commands.CancelTimer(state.TimerIds.Keys.Order(StringComparer.Ordinal).First()),
        2 when !state.Activities.IsEmpty => Commands.CancelActivity(state.Activities.Keys.Min()),
        3 => Commands.CancelTimer("nope"), // a bad command
        _ => Commands.Activity(name, activity =>
        {
            activity.RetryPolicy = new RetryPolicy { MaximumAttempts = chance.Next(1, 4) };
            activity.StartToCloseTimeout = Commands.Seconds(chance.Next(2, 12));
            activity.HeartbeatTimeout = Commands.Seconds(chance.Next(0, 4));
            activity.RequestEagerExecution = chance.Next(3) == 0;
        }),
    };
}
