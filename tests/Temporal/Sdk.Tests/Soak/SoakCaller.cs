using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Workflows;
using ParentClosePolicy = Temporalio.Workflows.ParentClosePolicy;

namespace Temporalio.Tests.Soak;

/// <summary>The world outside one execution: starts it, tells it what its plan waits for, and sees its end.</summary>
internal sealed class SoakCaller(ITemporalClient client, string queue, int seed, CancellationToken cancel)
{
    private readonly SoakPlan _plan = SoakPlan.Of(seed);
    private readonly RpcOptions _rpc = new() { CancellationToken = cancel };

    /// <summary>Gets what the caller waits for.</summary>
    public string Doing { get; private set; } = "to start";

    public string WorkflowId => $"{queue}-{seed}";

    public async Task<SoakOutcome> RunAsync()
    {
        var options = new WorkflowOptions(WorkflowId, queue) { TaskTimeout = TimeSpan.FromSeconds(5), Rpc = _rpc };
        var input = new SoakInput(seed);
        SoakStep[] messages = [.. _plan.AllSteps.Where(step => step is SoakStep.Signal or SoakStep.Update)];
        new Random(seed).Shuffle(messages);
        if (messages.FirstOrDefault() is SoakStep.Signal first)
            options.SignalWithStart((SoakWorkflow wf) => wf.HearAsync(first.Key, first.Number));
        var handle = await client.StartWorkflowAsync((SoakWorkflow wf) => wf.RunAsync(input), options);
        Doing = "nothing yet";
        foreach (var message in messages)
        {
            Doing = $"{message}";
            await TellAsync(handle, message);
        }

        Doing = "query";
        Assert.Equal(seed, await QueryAsync(handle));
        if (_plan.End is SoakEnd.CleanUp or SoakEnd.Cancelled)
        {
            Doing = "to arrive";
            Assert.True(await UntilTakenAsync(() => handle.ExecuteUpdateAsync(
                wf => wf.ArriveAsync(), new("arrive") { Rpc = _rpc })));
            await handle.CancelAsync(new() { Rpc = _rpc });
        }

        Doing = "the end";
        var end = await EndOfAsync(handle.Id);
        Doing = "the end of the child that was left";
        return new(end, await LeftAsync(), await MemoAsync(handle));
    }

    /// <summary>Returns the last events of the execution and what it waits for, for people who look for a fault.</summary>
    public async Task<string> LastEventsAsync()
    {
        if (Doing == "to start")
            return "no history";
        var handle = client.GetWorkflowHandle(WorkflowId);
        var history = await handle.FetchHistoryAsync();
        var pending = (await handle.DescribeAsync()).RawDescription;
        var fault = history.Events.LastOrDefault(e => e.EventType == EventType.WorkflowTaskFailed)
            ?.WorkflowTaskFailedEventAttributes.Failure.Message;
        return $"{fault}; {string.Join(' ', history.Events.TakeLast(15).Select(e => $"{e.EventId}:{e.EventType}"))}; "
            + $"{pending.PendingWorkflowTask} {pending.PendingActivities} {pending.PendingChildren}";
    }

    private async Task TellAsync(WorkflowHandle<SoakWorkflow, long> handle, SoakStep message)
    {
        switch (message)
        {
            case SoakStep.Signal signal:
                await handle.SignalAsync(wf => wf.HearAsync(signal.Key, signal.Number), new() { Rpc = _rpc });
                break;
            case SoakStep.Update update:
                // The workflow goes on only when it has the number: it is open, whatever this one does.
                if (update.Number % 2 == 0)
                {
                    await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => UntilTakenAsync(() =>
                        handle.ExecuteUpdateAsync(wf => wf.SetAsync(update.Key, -1), new() { Rpc = _rpc })));
                }

                Assert.Equal(3L * update.Number, await UntilTakenAsync(() => handle.ExecuteUpdateAsync(
                    wf => wf.SetAsync(update.Key, update.Number), new($"{update}") { Rpc = _rpc })));
                break;
        }
    }

    private Task<int> QueryAsync(WorkflowHandle<SoakWorkflow, long> handle) =>
        UntilTakenAsync(() => handle.QueryAsync(wf => wf.Seed, new() { Rpc = _rpc }));

    // Workers that come and go may be late for a query or an update, which have their time at the service, or take them
    // with them; and a service refuses updates of workflows whose tasks came to nothing several times.
    private async Task<T> UntilTakenAsync<T>(Func<Task<T>> call)
    {
        while (true)
        {
            try
            {
                return await call();
            }
            catch (RpcException late) when (late.Code is RpcException.StatusCode.DeadlineExceeded
                or RpcException.StatusCode.FailedPrecondition
                or RpcException.StatusCode.Cancelled)
            {
                cancel.ThrowIfCancellationRequested();
            }
            catch (RpcTimeoutOrCanceledException)
            {
                cancel.ThrowIfCancellationRequested();
            }
        }
    }

    private async Task<string> LeftAsync()
    {
        var left = _plan.AllSteps.OfType<SoakStep.Leave>().Single();
        var id = $"{WorkflowId}-{left.Key}";
        if (left.Policy == ParentClosePolicy.Abandon)
        {
            await client.GetWorkflowHandle<SoakListener>(id)
                .SignalAsync(wf => wf.HearAsync(5), new() { Rpc = _rpc });
        }

        return await EndOfAsync(id);
    }

    private async Task<string> MemoAsync(WorkflowHandle handle)
    {
        var description = await handle.DescribeAsync(new() { Rpc = _rpc });
        var memo = new Dictionary<string, int>();
        foreach (var (key, value) in description.Memo)
            memo[key] = await value.ToValueAsync<int>();
        return SoakOutcome.Text(memo);
    }

    private async Task<string> EndOfAsync(string id)
    {
        try
        {
            return $"{await client.GetWorkflowHandle(id).GetResultAsync<long>(rpcOptions: _rpc)}";
        }
        catch (WorkflowFailedException failed)
        {
            return failed.InnerException switch
            {
                CanceledFailureException => "cancelled",
                TerminatedFailureException => "terminated",
                ApplicationFailureException { ErrorType: "Soak" } failure =>
                    $"failed {failure.Details.ElementAt<long>(0)}",
                var other => $"{other}",
            };
        }
    }
}
