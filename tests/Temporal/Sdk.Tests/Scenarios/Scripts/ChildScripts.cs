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
        new("child-result", "a", new Step.Child("kid", [new Step.Call("Echo", "a")])),
        new("child-of-child", "a", new Step.Child("kid", [new Step.Child("kid", [new Step.Call("Echo", "a")])])),
        new("child-failure", "child RetryPolicyNotSet < Type: no (why)!",
            new Step.Child("kid", [new Step.Fail("no", "Type", true, "why")])),
        new("child-failure-without-policy", "child RetryPolicyNotSet < Type: no",
            new Step.Child("kid", [new Step.Fail("no", "Type")])),
        new("child-retried", "attempt 2", new Step.Child("kid", [new Step.FailUntilAttempt(2)], new(Attempts: 3))),
        new("child-options", "memo more,note",
            new Step.Child("kid", [new Step.Memo("more", "x")], new(Memo: "x", Summary: "one line", RunTimeout: 60))),
        new("child-too-slow", "child RetryPolicyNotSet < timeout StartToClose",
            new Step.Child("kid", [new Step.Sleep(3_600_000)], new(RunTimeout: 1, Queue: "nobody-polls-this-queue"))),
        new("child-continues-as-new", "a", new Step.Child("kid", [new Step.Continue([new Step.Call("Echo", "a")])])),
        new("child-signalled", "go", new Step.SignalChild("kid", "go", [new Step.Await("go")]))
        {
            Drive = async play =>
            {
                await KidAsync(play);
                await play.RaiseAsync("tell");
            },
        },
        new("child-id-taken",
            "a | taken",
            new Step.Child("kid", [new Step.Call("Echo", "a")]),
            new Step.Child("kid", [], new(Reuse: WorkflowIdReusePolicy.RejectDuplicate))),
        new("child-terminated", "child NonRetryableFailure < terminated", new Step.Child("kid", [new Step.Await("x")]))
        {
            Drive = async play =>
            {
                await KidAsync(play);
                await play.Client.GetWorkflowHandle(play.Handle.Id + "-kid")
                    .TerminateAsync("enough", new() { Rpc = ScriptPlay.Patience });
            },
        },
        new("child-cancelled-from-outside", "child NonRetryableFailure < cancelled",
            new Step.Child("kid", [new Step.Must(new Step.Sleep(3_600_000))]))
        {
            Drive = async play =>
            {
                await KidAsync(play);
                await play.Client.GetWorkflowHandle(play.Handle.Id + "-kid")
                    .CancelAsync(new() { Rpc = ScriptPlay.Patience });
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
                await play.Client.GetWorkflowHandle<ScriptedWorkflow>(play.Handle.Id + "-kid")
                    .SignalAsync(wf => wf.RaiseAsync("go"), new() { Rpc = ScriptPlay.Patience });
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
                var kid = play.Client.GetWorkflowHandle<ScriptedWorkflow>(play.Handle.Id + "-kid");
                await kid.QueryAsync(wf => wf.Log, new() { Rpc = ScriptPlay.Patience });
                await kid.SignalAsync(wf => wf.RaiseAsync("go"), new() { Rpc = ScriptPlay.Patience });
            },
        },
    ];

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
                var kid = play.Client.GetWorkflowHandle<ScriptedWorkflow>(play.Handle.Id + "-kid");
                await kid.QueryAsync(wf => wf.Log, new() { Rpc = ScriptPlay.Patience });
                await kid.SignalAsync(wf => wf.RaiseAsync("bye"), new() { Rpc = ScriptPlay.Patience });
                await ParentHearsAsync(play, EventType.ChildWorkflowExecutionCanceled);
                await play.RaiseAsync("end");
            },
        };

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
        await play.Client.GetWorkflowHandle<ScriptedWorkflow>(play.Handle.Id + "-kid")
            .QueryAsync(wf => wf.Log, new() { Rpc = ScriptPlay.Patience });
        await play.SettleAsync();
    }
}
