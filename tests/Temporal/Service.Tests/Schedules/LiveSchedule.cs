using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Service.History;
using Temporalio.Service.Schedules;
using Temporalio.Service.Tests.History;

namespace Temporalio.Service.Tests.Schedules;

/// <summary>The pure core of a schedule with a clock and a world that does what it commands.</summary>
internal sealed class LiveSchedule
{
    private readonly CountedIds _ids = new();

    public LiveSchedule(
        ScheduleSpec? spec = null,
        ScheduleOverlapPolicy overlap = ScheduleOverlapPolicy.Unspecified,
        Action<Schedule>? with = null,
        SchedulePatch? patch = null)
    {
        var schedule = new Schedule
        {
            Spec = spec ?? SpecText.Every(TimeSpan.FromHours(1)),
            Action = new ScheduleAction
            {
                StartWorkflow = new NewWorkflowExecutionInfo
                {
                    WorkflowId = "wf",
                    WorkflowType = new WorkflowType { Name = "type" },
                    TaskQueue = new TaskQueue { Name = "queue" },
                },
            },
            Policies = new SchedulePolicies { OverlapPolicy = overlap },
            State = new Api.Schedule.V1.ScheduleState(),
        };
        with?.Invoke(schedule);
        var fresh = ScheduleChange.Of(schedule, "seed").Create(new ScheduleKey("default", "s"), "create", Now);
        State = fresh;
        Take(ScheduleDecision.Create(fresh, patch, At));
    }

    public DateTimeOffset Now { get; private set; } = SpecText.Utc("2026-01-01T00:30:00Z");

    public Service.Schedules.ScheduleState State { get; private set; }

    /// <summary>The ids of workflows that were started, in order.</summary>
    public List<string> Starts { get; } = [];

    /// <summary>What else was commanded.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Starts that the world has not answered; it answers at once unless told to hold back.</summary>
    public List<PlannedStart> Unanswered { get; } = [];

    public bool HoldsBack { get; set; }

    private Moment At => new(Now, _ids);

    /// <summary>Lets time pass as the timer would.</summary>
    public void Advance(TimeSpan time)
    {
        var end = Now + time;
        while (ScheduleClock.NextWake(State) is { } wake && wake <= end)
        {
            if (wake > Now) Now = wake;
            Take(ScheduleDecision.Wake(State, At));
        }

        Now = end;
    }

    /// <summary>Lets time pass while nobody looks, as when the service is down.</summary>
    public void Miss(TimeSpan time)
    {
        Now += time;
        Advance(TimeSpan.Zero);
    }

    public void Patch(SchedulePatch patch, string requestId = "") =>
        Take(ScheduleDecision.Patch(State, patch, requestId, At));

    public void Update(Schedule schedule, long token = 0) =>
        Take(ScheduleDecision.Update(State, ScheduleChange.Of(schedule, "seed"), token, "", At));

    public void Trigger(ScheduleOverlapPolicy overlap = ScheduleOverlapPolicy.Unspecified) =>
        Patch(new SchedulePatch { TriggerImmediately = new TriggerImmediatelyRequest { OverlapPolicy = overlap } });

    public void Backfill(string start, string end, ScheduleOverlapPolicy overlap) => Patch(new SchedulePatch
    {
        BackfillRequest =
        {
            new BackfillRequest
            {
                StartTime = Timestamp.FromDateTimeOffset(SpecText.Utc(start)),
                EndTime = Timestamp.FromDateTimeOffset(SpecText.Utc(end)),
                OverlapPolicy = overlap,
            },
        },
    });

    /// <summary>Ends the running workflow that was started first.</summary>
    public void End(
        WorkflowExecutionStatus status = WorkflowExecutionStatus.Completed,
        Payloads? result = null,
        Failure? failure = null) =>
        Take(ScheduleDecision.Closed(
            State, new ActionEnd(State.Running[0].Execution, status, result, failure), At));

    /// <summary>Answers the oldest start that waits for an answer.</summary>
    public void Answer(bool started)
    {
        var start = Unanswered[0];
        Unanswered.RemoveAt(0);
        if (started) Starts.Add(start.WorkflowId);
        Take(started
            ? ScheduleDecision.Started(State, start.RequestId, $"run of {start.RequestId}", At)
            : ScheduleDecision.StartFailed(State, start.RequestId, At));
    }

    private void Take(ScheduleStep step)
    {
        State = step.State;
        foreach (var command in step.Commands)
        {
            switch (command)
            {
                case ScheduleCommand.Start start:
                    Unanswered.Add(start.Planned);
                    break;
                case ScheduleCommand.Cancel cancel:
                    Asked.Add($"cancel {cancel.Execution.WorkflowId}");
                    break;
                case ScheduleCommand.Terminate terminate:
                    Asked.Add($"terminate {terminate.Execution.WorkflowId}");
                    break;
            }
        }

        while (!HoldsBack && Unanswered.Count > 0) Answer(started: true);
    }
}
