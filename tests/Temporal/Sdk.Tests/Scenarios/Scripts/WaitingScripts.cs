namespace Temporalio.Tests.Scenarios.Scripts;

/// <summary>Timers, conditions and locks.</summary>
internal static class WaitingScripts
{
    public static IEnumerable<Script> All =>
    [
        new("timer", "slept", new Step.Sleep(20)),
        new("timer-of-no-time", "slept", new Step.Sleep(0)),
        new("timer-with-summary", "slept", new Step.Sleep(20, "a nap")),
        new("timers-one-after-another", "slept | slept", new Step.Sleep(20), new Step.Sleep(30)),
        new("timers-at-once", "slept | slept", new Step.All([new Step.Sleep(8000), new Step.Sleep(10)])),
        new("timer-cancelled", "cancelled here", new Step.CancelOn("now", new Step.Sleep(3_600_000)))
        {
            Drive = play => play.RaiseAsync("now"),
        },
        new("timer-cancelled-before-sent", "cancelled here | a",
            new Step.CancelAtOnce(new Step.Sleep(3_600_000)), new Step.Call("Echo", "a")),
        new("condition", "go", new Step.Await("go")) { Drive = play => play.RaiseAsync("go") },
        new("condition-in-time", "go", new Step.Await("go", 3_600_000)) { Drive = play => play.RaiseAsync("go") },
        new("condition-too-late", "too late", new Step.Await("go", 20)),
        new("condition-cancelled", "cancelled here", new Step.CancelOn("now", new Step.Await("go", 3_600_000)))
        {
            Drive = play => play.RaiseAsync("now"),
        },
        new("lock", "a | slept | b",
            new Step.All([
                new Step.Locked([new Step.Call("Echo", "a"), new Step.Sleep(10)]),
                new Step.Locked([new Step.Call("Echo", "b")])])),
    ];
}
