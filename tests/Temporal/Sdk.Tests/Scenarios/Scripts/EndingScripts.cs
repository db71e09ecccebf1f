using Temporalio.Client;

namespace Temporalio.Tests.Scenarios.Scripts;

/// <summary>How runs begin and end, and what they write about themselves.</summary>
internal static class EndingScripts
{
    private static readonly Step Forever = new Step.Must(new Step.Sleep(3_600_000));

    public static IEnumerable<Script> All =>
    [
        new("nothing", string.Empty),
        new("patches", "new | slept | new", new Step.Patch("a"), new Step.Sleep(10), new Step.Patch("b"),
            new Step.Patch("c", Deprecated: true)),
        new("memo", "memo k | memo k,l | memo l",
            new Step.Memo("k", "v"), new Step.Memo("l", "v"), new Step.Memo("k", null)),
        new("attribute", "attribute True a | slept | attribute False ",
            new Step.Attribute("a"), new Step.Sleep(10), new Step.Attribute(null)),
        new("details", "slept", new Step.Details("working"), new Step.Sleep(10), new Step.Details("done")),
        new("start-options", "memo k,m",
            new Step.Memo("m", "v"))
        {
            Start = options =>
            {
                options.Memo = new Dictionary<string, object> { ["k"] = 1 };
                options.StaticSummary = "one line";
                options.StaticDetails = "many lines";
                options.ExecutionTimeout = TimeSpan.FromMinutes(20);
                options.RunTimeout = TimeSpan.FromMinutes(10);
                options.TypedSearchAttributes = new Common.SearchAttributeCollection.Builder()
                    .Set(Common.SearchAttributeKey.CreateKeyword("CustomKeywordField"), "x")
                    .ToSearchAttributeCollection();
            },
        },
        new("start-delay", "a", new Step.Call("Echo", "a"))
        {
            Start = options => options.StartDelay = TimeSpan.FromMilliseconds(500),
        },
        new("fails", "failed < Type: no (why)!", new Step.Fail("no", "Type", true, "why")),
        new("fails-and-is-retried", "attempt 3", new Step.FailUntilAttempt(3)) { Start = Retried(5) },
        new("fails-too-often", "failed < Again: attempt 2", new Step.FailUntilAttempt(3)) { Start = Retried(2) },
        new("cancelled", "failed < cancelled", Forever) { Drive = CancelAsync },
        new("cancelled-cleans-up", "cancelled here | clean",
            new Step.Sleep(3_600_000), new Step.Uncancelled([new Step.Call("Echo", "clean")])) { Drive = CancelAsync },
        new("cancelled-twice", "cancelled here | go", new Step.Sleep(3_600_000), new Step.Uncancelled([
            new Step.Await("go")]))
        {
            Drive = async play =>
            {
                await CancelAsync(play);
                await CancelAsync(play);
                await play.RaiseAsync("go");
            },
        },
        new("terminated", "failed < terminated", Forever)
        {
            Drive = async play =>
            {
                await play.SettleAsync();
                await play.Handle.TerminateAsync("enough", new() { Rpc = ScriptPlay.Patience });
            },
        },
        new("run-timeout", "failed < timeout StartToClose", Forever)
        {
            Start = options =>
            {
                options.TaskQueue = "nobody-polls-this-queue";
                options.RunTimeout = TimeSpan.FromSeconds(1);
            },
        },
        new("execution-timeout", "failed < timeout StartToClose", Forever)
        {
            Start = options =>
            {
                options.TaskQueue = "nobody-polls-this-queue";
                options.ExecutionTimeout = TimeSpan.FromSeconds(1);
            },
        },
        new("continued", "a", new Step.Continue([new Step.Call("Echo", "a")])),
        new("continued-twice", "slept", new Step.Sleep(10),
            new Step.Continue([new Step.Continue([new Step.Sleep(10)])])),
        new("continued-with-options", "memo m,note",
            new Step.Continue([new Step.Memo("m", "v")], Note: "x", RunSeconds: 300)),
        new("continued-keeps-memo-and-attributes", "memo k,m | attribute True b",
            new Step.Memo("k", "v"), new Step.Attribute("a"),
            new Step.Continue([new Step.Memo("m", "v"), new Step.Attribute("b")])),
        new("first-task-fails-once", "whole", new Step.BreakOnce()),
        new("task-fails-after-a-timer", "slept | whole", new Step.Sleep(10), new Step.BreakOnce()),
        new("task-fails-once", "a | whole | b",
            new Step.Call("Echo", "a"), new Step.BreakOnce(), new Step.Call("Echo", "b")),
    ];

    private static Action<WorkflowOptions> Retried(int attempts) => options => options.RetryPolicy = new()
    {
        InitialInterval = TimeSpan.FromMilliseconds(10),
        MaximumAttempts = attempts,
    };

    private static async Task CancelAsync(ScriptPlay play)
    {
        await play.SettleAsync();
        await play.Handle.CancelAsync(new() { Rpc = ScriptPlay.Patience });
    }
}
