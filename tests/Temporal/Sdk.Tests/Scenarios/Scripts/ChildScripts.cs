using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Workflows;
using ParentClosePolicy = Temporalio.Workflows.ParentClosePolicy;

namespace Temporalio.Tests.Scenarios.Scripts;

/// <summary>Children: results, failures, options, cancellation, and what becomes of them when the parent ends.</summary>
internal static class ChildScripts
{
    public static IEnumerable<Script> All =>
    [
        new("child-result", "on | a", Held(new Step.Call("Echo", "a"))) { Drive = LetGoAsync },
        new("child-of-child", "on | a", new Step.Child("kid", [Held(new Step.Call("Echo", "a"))]))
        {
            Drive = async play =>
            {
                await KidAsync(play);
                await LetGoAsync(KidOf(play));
            },
        },
        new("child-failure", "child RetryPolicyNotSet < Type: no (why)!",
            Held(new Step.Fail("no", "Type", true, "why")))
        {
            Drive = LetGoAsync,
        },
        new("child-failure-without-policy", "child RetryPolicyNotSet < Type: no", Held(new Step.Fail("no", "Type")))
        {
            Drive = LetGoAsync,
        },
        new("child-retried", "on | attempt 2", Held([new Step.FailUntilAttempt(2)], new(Attempts: 3)))
        {
            Drive = LetGoAsync,
        },
        new("child-options", "on | memo more,note",
            Held([new Step.Memo("more", "x")], new(Memo: "x", Summary: "one line", RunTimeout: 600)))
        {
            Drive = LetGoAsync,
        },
        new("child-too-slow", "child RetryPolicyNotSet < timeout StartToClose",
            new Step.Child("kid", [new Step.Sleep(3_600_000)], new(RunTimeout: 5, Queue: "nobody-polls-this-queue"))),
        new("child-continues-as-new", "a", Held(new Step.Continue([new Step.Call("Echo", "a")])))
        {
            Drive = LetGoAsync,
        },
        new("child-signalled", "go | on", new Step.SignalChild("kid", "go", [new Step.Await("go"), Gate]))
        {
            Drive = async play =>
            {
                await KidAsync(play);
                await play.RaiseAsync("tell");
                await ParentHearsAsync(play, EventType.ExternalWorkflowExecutionSignaled);
                await play.SettleAsync();
                KidOf(play).Release("on");
            },
        },
        new("child-id-taken",
            "on | a | taken",
            Held(new Step.Call("Echo", "a")),
            new Step.Child("kid", [], new(Reuse: WorkflowIdReusePolicy.RejectDuplicate)))
        {
            Drive = LetGoAsync,
        },
        new("child-terminated", "child NonRetryableFailure < terminated", new Step.Child("kid", [new Step.Await("x")]))
        {
            Drive = async play =>
            {
                await KidAsync(play);
                await Kid(play).TerminateAsync("enough", new() { Rpc = ScriptPlay.Patience });
            },
        },
        new("child-cancelled-from-outside", "child NonRetryableFailure < cancelled",
            new Step.Child("kid", [new Step.Must(new Step.Sleep(3_600_000))]))
        {
            Drive = async play =>
            {
                await KidAsync(play);
                await Kid(play).CancelAsync(new() { Rpc = ScriptPlay.Patience });
            },
        },
        Cancelled("child-cancel-wait", ChildWorkflowCancellationType.WaitCancellationCompleted),
        Cancelled("child-cancel-requested", ChildWorkflowCancellationType.WaitCancellationRequested),
        Cancelled("child-cancel-try", ChildWorkflowCancellationType.TryCancel),
        new("child-cancel-abandon", "child NonRetryableFailure < cancelled",
            new Step.CancelOn("now", new Step.Child(
                "kid", [new Step.Await("go")], new(
                    ParentClosePolicy.Abandon, ChildWorkflowCancellationType.Abandon))))
        {
            Drive = async play =>
            {
                await KidAsync(play);
                await play.RaiseAsync("now");
                await play.Handle.GetResultAsync(rpcOptions: ScriptPlay.Patience);
                await Kid(play).SignalAsync(wf => wf.RaiseAsync("go"), new() { Rpc = ScriptPlay.Patience });
            },
        },
        new("child-cancel-before-sent", "child NonRetryableFailure < cancelled | a",
            new Step.CancelAtOnce(new Step.Child("kid", [])), new Step.Call("Echo", "a")),
        new("parent-close-terminates", "left kid | end", Left(ParentClosePolicy.Terminate), new Step.Await("end"))
        {
            Drive = EndParentAsync,
        },
        new("parent-close-cancels", "left kid | end", Left(ParentClosePolicy.RequestCancel), new Step.Await("end"))
        {
            Drive = EndParentAsync,
        },
        new("parent-close-abandons", "left kid", Left(ParentClosePolicy.Abandon))
        {
            Drive = async play =>
            {
                await play.Handle.GetResultAsync(rpcOptions: ScriptPlay.Patience);
                var kid = Kid(play);
                await KidOf(play).SettleAsync();
                await kid.SignalAsync(wf => wf.RaiseAsync("go"), new() { Rpc = ScriptPlay.Patience });
            },
        },
    ];

    // Holds its workflow up until the test releases "on". Without it, a child that ends by itself may end before or
    // after its parent has taken note of what came before: both are right.
    private static Step.Call Gate => new("Gate", "on");

    private static Step.Child Held(params IReadOnlyList<Step> steps) => Held(steps, new());

    private static Step.Child Held(IReadOnlyList<Step> steps, ChildSettings with) => new("kid", [Gate, .. steps], with);

    private static WorkflowHandle<ScriptedWorkflow, string> Kid(ScriptPlay play) =>
        play.Client.GetWorkflowHandle<ScriptedWorkflow, string>(play.Handle.Id + "-kid");

    private static ScriptPlay KidOf(ScriptPlay play) => play with { Handle = Kid(play) };

    private static Step.Leave Left(ParentClosePolicy policy) =>
        new("kid", [new Step.Must(new Step.Await("go"))], new(policy));

    private static Script Cancelled(string name, ChildWorkflowCancellationType type) =>
        new(name, "child NonRetryableFailure < cancelled | end",
            new Step.CancelOn("now", new Step.Child(
                "kid",
                [
                    new Step.Sleep(3_600_000), new Step.Uncancelled([new Step.Await("bye")]),
                    new Step.Must(new Step.Sleep(10)),
                ],
                new(ParentClosePolicy.Abandon, type))),
            new Step.Await("end"))
        {
            Drive = async play =>
            {
                await KidAsync(play);
                await play.RaiseAsync("now");
                await ParentHearsAsync(play, EventType.ExternalWorkflowExecutionCancelRequested);
                await play.SettleAsync();
                var kid = Kid(play);
                await KidOf(play).SettleAsync();
                await kid.SignalAsync(wf => wf.RaiseAsync("bye"), new() { Rpc = ScriptPlay.Patience });
                await ParentHearsAsync(play, EventType.ChildWorkflowExecutionCanceled);
                await play.RaiseAsync("end");
            },
        };

    // Lets a held child go on when it and its parent are idle.
    private static async Task LetGoAsync(ScriptPlay play)
    {
        await KidAsync(play);
        KidOf(play).Release("on");
    }

    private static async Task EndParentAsync(ScriptPlay play)
    {
        await KidAsync(play);
        await play.RaiseAsync("end");
    }

    private static async Task ParentHearsAsync(ScriptPlay play, EventType type)
    {
        await foreach (var found in play.Handle.FetchHistoryEventsAsync(
            new() { WaitNewEvent = true, Rpc = ScriptPlay.Patience }))
        {
            if (found.EventType == type)
                break;
        }
    }

    // The child has started, the parent has seen it, and both are idle.
    private static async Task KidAsync(ScriptPlay play)
    {
        await ParentHearsAsync(play, EventType.ChildWorkflowExecutionStarted);
        await KidOf(play).SettleAsync();
        await play.SettleAsync();
    }
}
