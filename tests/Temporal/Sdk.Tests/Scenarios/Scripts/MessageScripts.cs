using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Scenarios.Scripts;

/// <summary>Signals, queries, updates, and signals and cancellation between workflows.</summary>
internal static class MessageScripts
{
    public static IEnumerable<Script> All =>
    [
        new("signal-with-start", "go", new Step.Await("go"))
        {
            Start = options => options.SignalWithStart((ScriptedWorkflow wf) => wf.RaiseAsync("go")),
        },
        new("signals-one-after-another", "a | b", new Step.Await("a"), new Step.Await("b"))
        {
            Drive = async play =>
            {
                await play.RaiseAsync("a");
                await play.RaiseAsync("b");
            },
        },
        new("signal-runs-steps", "a | slept | go", new Step.Await("go"))
        {
            Drive = async play =>
            {
                await play.SettleAsync();
                await play.Handle.SignalAsync(
                    wf => wf.DoAsync(new Step[] { new Step.Call("Echo", "a"), new Step.Sleep(10) }),
                    new() { Rpc = ScriptPlay.Patience });
                await play.LoggedAsync("slept");
                await play.RaiseAsync("go");
            },
        },
        new("signal-nobody-handles", "go", new Step.Await("go"))
        {
            Drive = async play =>
            {
                await play.SettleAsync();
                await play.Handle.SignalAsync("Unknown", ["x"], new() { Rpc = ScriptPlay.Patience });
                await play.RaiseAsync("go");
            },
        },
        new("queries-leave-no-trace", "go", new Step.Await("go"))
        {
            Drive = async play =>
            {
                for (var query = 0; query < 5; query++)
                    Assert.Equal(string.Empty, await play.SettleAsync());
                await Assert.ThrowsAsync<WorkflowQueryFailedException>(
                    () => play.Handle.QueryAsync<string>("unknown", [], new() { Rpc = ScriptPlay.Patience }));
                await play.RaiseAsync("go");
            },
        },
        new("update-at-once", "update memo k | go", new Step.Await("go"))
        {
            Drive = async play =>
            {
                await play.SettleAsync();
                Assert.Equal("memo k", await play.TryAsync(new Step.Memo("k", "v")));
                await play.RaiseAsync("go");
            },
        },
        new("update-runs-steps", "update a | update slept | go", new Step.Await("go"))
        {
            Drive = async play =>
            {
                await play.SettleAsync();
                Assert.Equal("a | slept", await play.TryAsync(new Step.Call("Echo", "a"), new Step.Sleep(10)));
                await play.RaiseAsync("go");
            },
        },
        new("update-rejected", "update memo k | go", new Step.Await("go"))
        {
            Drive = async play =>
            {
                await play.SettleAsync();
                for (var round = 0; round < 2; round++)
                    await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => play.TryAsync());
                await play.TryAsync(new Step.Memo("k", "v"));
                await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => play.TryAsync());
                await play.RaiseAsync("go");
            },
        },
        new("update-fails", "go", new Step.Await("go"))
        {
            Drive = async play =>
            {
                await play.SettleAsync();
                var thrown = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(
                    () => play.TryAsync(new Step.Fail("no", "Type", false, "why")));
                Assert.Equal("Type: no (why)", FailureText.Of(thrown.InnerException!));
                await play.RaiseAsync("go");
            },
        },
        new("update-twice-with-one-id", "update a | go", new Step.Await("go"))
        {
            Drive = async play =>
            {
                await play.SettleAsync();
                IReadOnlyList<Step> steps = [new Step.Call("Echo", "a")];
                for (var round = 0; round < 2; round++)
                    Assert.Equal("a", await play.Handle.ExecuteUpdateAsync(
                        wf => wf.TryAsync(steps), new("same") { Rpc = ScriptPlay.Patience }));
                await play.RaiseAsync("go");
            },
        },
        new("update-outlived-by-nothing", "go", new Step.Await("go"))
        {
            Drive = async play =>
            {
                await play.SettleAsync();
                IReadOnlyList<Step> steps = [new Step.Await("never")];
                var update = await play.Handle.StartUpdateAsync(
                    wf => wf.TryAsync(steps), new(WorkflowUpdateStage.Accepted) { Rpc = ScriptPlay.Patience });
                await play.RaiseAsync("go");
                var thrown = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(
                    () => update.GetResultAsync(ScriptPlay.Patience));
                Assert.StartsWith(
                    "AcceptedUpdateCompletedWorkflow",
                    FailureText.Of(thrown.InnerException!),
                    StringComparison.Ordinal);
            },
        },
        new("signal-another", "go | signalled", new Step.Await("go"), new Step.SignalOther("-other", "x"))
        {
            Drive = async play =>
            {
                await play.OtherAsync("-other", new Step.Await("x"));
                await play.RaiseAsync("go");
                Assert.Equal("x", await play.OutcomeAsync("-other"));
            },
        },
        new("signal-unknown",
            "ExternalWorkflowExecutionNotFound: Unable to signal external workflow because it was not found",
            new Step.SignalOther("-nobody", "x")),
        new("cancel-another", "go | cancelled", new Step.Await("go"), new Step.CancelOther("-other"))
        {
            Drive = async play =>
            {
                await play.OtherAsync("-other", new Step.Must(new Step.Sleep(3_600_000)));
                await play.RaiseAsync("go");
                Assert.Equal("failed < cancelled", await play.OutcomeAsync("-other"));
            },
        },
        new("cancel-unknown",
            "ExternalWorkflowExecutionNotFound: Unable to cancel external workflow because it was not found",
            new Step.CancelOther("-nobody")),
    ];
}
