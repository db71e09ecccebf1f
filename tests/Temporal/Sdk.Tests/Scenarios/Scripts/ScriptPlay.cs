using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Scenarios.Scripts;

/// <summary>One play of a script on one service, for the part of the world outside.</summary>
public sealed record ScriptPlay(
    ITemporalClient Client, ScriptBench Bench, string Queue, WorkflowHandle<ScriptedWorkflow, string> Handle)
{
    /// <summary>Bounds each call.</summary>
    public static RpcOptions Patience => new() { Timeout = TimeSpan.FromSeconds(90) };

    /// <summary>Completes when the workflow has handled all that it was told. Returns its log.</summary>
    public async Task<string> SettleAsync()
    {
        using var bound = new CancellationTokenSource(Patience.Timeout!.Value);
        while (true)
        {
            try
            {
                return await Handle.QueryAsync(wf => wf.Log, new() { Rpc = new() { CancellationToken = bound.Token } });
            }
            catch (RpcException late) when (
                late.Code is RpcException.StatusCode.DeadlineExceeded or RpcException.StatusCode.Unavailable)
            {
                // A busy worker may be late for a query, which has its time at the service, or is asked for anew when the
                // workflow's task is. It leaves no trace.
            }
        }
    }

    /// <summary>Completes when the workflow has logged the line, and nothing of it is on the way to the service.</summary>
    public async Task LoggedAsync(string line)
    {
        await MarkAsync($"logged {line}");
        await SettleAsync();
    }

    public async Task RaiseAsync(string flag)
    {
        await SettleAsync();
        await Handle.SignalAsync(wf => wf.RaiseAsync(flag), new() { Rpc = Patience });
    }

    public Task<string> TryAsync(params IReadOnlyList<Step> steps) =>
        Handle.ExecuteUpdateAsync(wf => wf.TryAsync(steps), new() { Rpc = Patience });

    /// <summary>Completes when an activity of the workflow set the mark.</summary>
    public Task<byte[]> MarkAsync(string name) =>
        Bench.MarkAsync($"{Handle.Id} {name}").WaitAsync(TimeSpan.FromSeconds(90));

    public void Release(string name) => Bench.Set($"{Handle.Id} release {name}");

    /// <summary>Starts another workflow, whose id is this one's with the suffix, and waits until it has settled.</summary>
    public async Task<ScriptPlay> OtherAsync(string suffix, params IReadOnlyList<Step> steps)
    {
        var other = await Client.StartWorkflowAsync(
            (ScriptedWorkflow wf) => wf.RunAsync(steps), new(Handle.Id + suffix, Queue) { Rpc = Patience });
        var play = this with { Handle = other };
        await play.SettleAsync();
        return play;
    }

    /// <summary>Returns another workflow's end, as a script's outcome tells it.</summary>
    public async Task<string> OutcomeAsync(string suffix)
    {
        try
        {
            return await Client.GetWorkflowHandle(Handle.Id + suffix).GetResultAsync<string>(rpcOptions: Patience);
        }
        catch (WorkflowFailedException failure)
        {
            return FailureText.Of(failure);
        }
    }
}
