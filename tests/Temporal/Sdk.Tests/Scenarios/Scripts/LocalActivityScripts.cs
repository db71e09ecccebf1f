namespace Temporalio.Tests.Scenarios.Scripts;

/// <summary>Local activities: they stand in history as markers.</summary>
internal static class LocalActivityScripts
{
    public static IEnumerable<Script> All =>
    [
        new("local-result", "a", new Step.CallLocal("Echo", "a")),
        new("local-void", "nothing", new Step.CallLocal("Nothing")),
        new("local-sequence", "a | b | c",
            new Step.CallLocal("Echo", "a"), new Step.CallLocal("Echo", "b"), new Step.CallLocal("Echo", "c")),
        new("local-info", "it Tell mine ScriptedWorkflow 1 00:00:20 True",
            new Step.CallLocal("Tell", "it", new(StartToClose: 20, Id: "mine", Summary: "one line"))),
        new("local-retried", "attempt 3", new Step.CallLocal("FailUntil", "3", new(Attempts: 5))),
        new("local-attempts-used-up", "FailUntil MaximumAttemptsReached < Again: attempt 2",
            new Step.CallLocal("FailUntil", "3", new(Attempts: 2))),
        new("local-non-retryable", "FailForGood NonRetryableFailure < ForGood: no (why)!",
            new Step.CallLocal("FailForGood", "no", new(Attempts: 5))),
        new("local-retried-after-a-timer", "attempt 2",
            new Step.CallLocal("FailUntil", "2", new(Attempts: 5, RetrySeconds: 0.5, LocalRetryThreshold: 0.1))),
        new("local-between-others", "a | slept | b | c",
            new Step.CallLocal("Echo", "a"), new Step.Sleep(10), new Step.Call("Echo", "b"),
            new Step.CallLocal("Echo", "c")),
        new("local-cancel-before-run", "Echo CancelRequested < cancelled | b",
            new Step.CancelAtOnce(new Step.CallLocal("Echo", "a")), new Step.Call("Echo", "b")),
    ];
}
