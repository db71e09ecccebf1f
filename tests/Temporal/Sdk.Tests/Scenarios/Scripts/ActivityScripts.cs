using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Scenarios.Scripts;

/// <summary>Activities: results, retries, timeouts, cancellation, completion from outside.</summary>
internal static class ActivityScripts
{
    private static readonly CallSettings Unserved = new(Queue: "nobody-polls-this-queue", ScheduleToStart: 1);

    public static IEnumerable<Script> All =>
    [
        new("activity-result", "a", new Step.Call("Echo", "a")),
        new("activity-void", "nothing", new Step.Call("Nothing")),
        new("activity-sequence", "a | b | c",
            new Step.Call("Echo", "a"), new Step.Call("Echo", "b"), new Step.Call("Echo", "c")),
        new("activity-not-eager", "a", new Step.Call("Echo", "a", new(Eager: false))),
        new("activity-info", "it Tell 1 ScriptedWorkflow 1 00:00:20 False",
            new Step.Call("Tell", "it", new(StartToClose: 20, Heartbeat: 5, ScheduleToStart: 15, ScheduleToClose: 30))),
        new("activity-id-and-summary", "it Tell mine ScriptedWorkflow 1 00:01:00 False",
            new Step.Call("Tell", "it", new(Id: "mine", Summary: "one line"))),
        new("activity-retried", "attempt 3", new Step.Call("FailUntil", "3", new(Attempts: 5))),
        new("activity-attempts-used-up", "FailUntil MaximumAttemptsReached < Again: attempt 2",
            new Step.Call("FailUntil", "3", new(Attempts: 2))),
        new("activity-non-retryable", "FailForGood NonRetryableFailure < ForGood: no (why)!",
            new Step.Call("FailForGood", "no", new(Attempts: 5))),
        new("activity-non-retryable-type", "FailUntil NonRetryableFailure < Again: attempt 1",
            new Step.Call("FailUntil", "3", new(Attempts: 5, NonRetryableType: "Again"))),
        new("activity-crash",
            "Crash MaximumAttemptsReached < InvalidOperationException: oh < ArgumentException: the cause",
            new Step.Call("Crash", "oh")),
        new("activity-says-when-to-retry", "attempt 2",
            new Step.Call("FailSlowly", "x", new(Attempts: 2, RetrySeconds: 3600))),
        new("activity-resumes-from-heartbeat", "on from 42", new Step.Call("Resume", "on", new(Attempts: 2))),
        new("activity-fails-the-workflow", "failed < FailForGood NonRetryableFailure < ForGood: no (why)!",
            new Step.Must(new Step.Call("FailForGood", "no"))),
        new("activity-unserved", "Echo Timeout < timeout ScheduleToStart", new Step.Call("Echo", "a", Unserved)),
        new("activity-too-slow", "Gate MaximumAttemptsReached < timeout StartToClose",
            new Step.Call("Gate", "g", new(StartToClose: 1)))
        {
            Drive = play => ReleaseAfterAsync(play, "Gate MaximumAttemptsReached < timeout StartToClose"),
        },
        new("activity-silent", "Gate MaximumAttemptsReached < timeout Heartbeat",
            new Step.Call("Gate", "g", new(Heartbeat: 1)))
        {
            Drive = play => ReleaseAfterAsync(play, "Gate MaximumAttemptsReached < timeout Heartbeat"),
        },
        new("activity-no-time-to-retry", "FailUntil Timeout < Again: attempt 1",
            new Step.Call("FailUntil", "9", new(ScheduleToClose: 45, Attempts: 9, RetrySeconds: 60))),
        new("activities-end-in-another-order", "b | c | a",
            new Step.All([
                new Step.Call("Gate", "a"), new Step.Call("Gate", "b"), new Step.Call("Gate", "c")]))
        {
            Drive = async play =>
            {
                await Task.WhenAll(play.MarkAsync("in a"), play.MarkAsync("in b"), play.MarkAsync("in c"));
                await play.SettleAsync();
                play.Release("b");
                await play.LoggedAsync("b");
                play.Release("c");
                await play.LoggedAsync("c");
                play.Release("a");
            },
        },
        new("activity-cancel-try", "Hang CancelRequested < cancelled", CancelledHang(ActivityCancellationType.TryCancel))
        {
            Drive = CancelHangAsync,
        },
        new("activity-cancel-wait", "Hang CancelRequested < cancelled",
            CancelledHang(ActivityCancellationType.WaitCancellationCompleted)) { Drive = CancelHangAsync },
        new("activity-cancel-abandon", "Hang CancelRequested < cancelled",
            CancelledHang(ActivityCancellationType.Abandon)) { Drive = CancelHangAsync },
        new("activity-cancel-ignored", "done all the same",
            CancelledHang(ActivityCancellationType.WaitCancellationCompleted, "stubborn")) { Drive = CancelHangAsync },
        new("activity-cancel-before-sent", "Echo CancelRequested < cancelled | b",
            new Step.CancelAtOnce(new Step.Call("Echo", "a")), new Step.Call("Echo", "b")),
        new("activity-cancel-nobody-took-it", "Echo CancelRequested < cancelled",
            new Step.CancelOn("now", new Step.Call("Echo", "a", new(
                Queue: "nobody-polls-this-queue", Cancellation: ActivityCancellationType.WaitCancellationCompleted))))
        {
            Drive = play => play.RaiseAsync("now"),
        },
        new("activity-completed-by-token", "outside", new Step.Call("Later"))
        {
            Drive = async play => await play.Client.GetAsyncActivityHandle(await TokenAsync(play))
                .CompleteAsync("outside", new() { Rpc = ScriptPlay.Patience }),
        },
        new("activity-completed-by-id", "outside", new Step.Call("Later", With: new(Id: "later")))
        {
            Drive = async play =>
            {
                await TokenAsync(play);
                await play.Client.GetAsyncActivityHandle(play.Handle.Id, play.Handle.ResultRunId!, "later")
                    .CompleteAsync("outside", new() { Rpc = ScriptPlay.Patience });
            },
        },
        new("activity-failed-from-outside", "Later NonRetryableFailure < Outside: no!", new Step.Call("Later"))
        {
            Drive = async play => await play.Client.GetAsyncActivityHandle(await TokenAsync(play)).FailAsync(
                new ApplicationFailureException("no", "Outside", nonRetryable: true),
                new() { Rpc = ScriptPlay.Patience }),
        },
        new("activity-cancelled-from-outside", "Later CancelRequested < cancelled",
            new Step.CancelOn("now", new Step.Call(
                "Later", With: new(Cancellation: ActivityCancellationType.WaitCancellationCompleted))))
        {
            Drive = async play =>
            {
                var token = await TokenAsync(play);
                await play.RaiseAsync("now");
                await play.SettleAsync();
                await play.Client.GetAsyncActivityHandle(token)
                    .ReportCancellationAsync(new() { Rpc = ScriptPlay.Patience });
            },
        },
    ];

    private static Step.CancelOn CancelledHang(ActivityCancellationType type, string mood = "") =>
        new("now", new Step.Call("Hang", mood, new(Heartbeat: 20, Cancellation: type)));

    private static async Task CancelHangAsync(ScriptPlay play)
    {
        await play.MarkAsync("hangs");
        await play.RaiseAsync("now");
    }

    private static async Task<byte[]> TokenAsync(ScriptPlay play)
    {
        var token = await play.MarkAsync("token");
        await play.SettleAsync();
        return token;
    }

    private static async Task ReleaseAfterAsync(ScriptPlay play, string line)
    {
        await play.MarkAsync($"logged {line}");
        play.Release("g");
    }
}
