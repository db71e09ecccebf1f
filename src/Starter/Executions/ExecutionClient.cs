using System.Runtime.CompilerServices;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Api = Temporalio.Api.Common.V1;

namespace Pipelines.Starter.Executions;

/// <summary>Starts, follows and operates executions on whatever Temporal service the client reaches.</summary>
/// <param name="client">Made with <see cref="Pipelines.Workflows.PipelineDataConverter"/>.</param>
/// <param name="time">For the interval between two looks at an execution.</param>
public sealed class ExecutionClient(ITemporalClient client, TimeProvider time)
{
    /// <summary>The task queue of pipelines that name none.</summary>
    public const string DefaultQueue = "pipelines";

    private const string PipelineMemo = "pipeline";
    private const string VersionMemo = "version";

    // How often a page of the final state is asked for.
    private const int PageAttempts = 5;

    // Before a service that was away is asked again.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>The client underneath.</summary>
    public ITemporalClient Temporal => client;

    /// <summary>Starts an execution under <c>run.Context.ExecutionId</c>. Returns once the start is durable.</summary>
    /// <exception cref="WorkflowAlreadyStartedException">The id is taken, by an open or a closed execution.</exception>
    public async Task StartAsync(PipelineRun run, string queue, CancellationToken cancel)
    {
        var options = new WorkflowOptions(run.Context.ExecutionId, queue)
        {
            IdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate,
            ExecutionTimeout = run.Definition.Timeout,
            Memo = new Dictionary<string, object>
            {
                [PipelineMemo] = run.Definition.Name,
                [VersionMemo] = run.Definition.Digest,
            },
            StaticSummary = run.Definition.Name,
            Rpc = new RpcOptions { CancellationToken = cancel },
        };
        await client.StartWorkflowAsync(ActivityNames.PipelineWorkflow, [run], options).ConfigureAwait(false);
    }

    /// <summary>
    /// Returns the execution's line and the digest of its definition; null when there is none of that id.
    /// </summary>
    public async Task<(ExecutionSummary Summary, string Definition)?> FindAsync(string id, CancellationToken cancel)
    {
        try
        {
            var found = await DescribeAsync(id, cancel).ConfigureAwait(false);
            return (await SummaryOfAsync(found).ConfigureAwait(false), await MemoOfAsync(found, VersionMemo)
                .ConfigureAwait(false));
        }
        catch (RpcException refused) when (refused.Code == RpcException.StatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Returns executions, open ones first, then by closing time, newest first.</summary>
    /// <param name="status">Temporal's name of a status to ask for, such as <c>Running</c>; null for all.</param>
    /// <param name="limit">Most to return; 0 for all.</param>
    /// <param name="cancel">Ends the listing.</param>
    public async IAsyncEnumerable<ExecutionSummary> ListAsync(
        string? status, int limit, [EnumeratorCancellation] CancellationToken cancel)
    {
        var query = $"WorkflowType = '{ActivityNames.PipelineWorkflow}'" + (
            status is null ? "" : $" AND ExecutionStatus = '{status}'");
        var options = new WorkflowListOptions { Limit = limit, Rpc = new RpcOptions { CancellationToken = cancel } };
        await foreach (
            var execution in client.ListWorkflowsAsync(query, options).WithCancellation(cancel).ConfigureAwait(false))
            yield return await SummaryOfAsync(execution).ConfigureAwait(false);
    }

    /// <summary>Returns what is known now; asks the workflow, so a worker must be there.</summary>
    public async Task<ExecutionState> StateAsync(string id, CancellationToken cancel)
    {
        var rpc = new RpcOptions { CancellationToken = cancel };
        var handle = client.GetWorkflowHandle(id);
        var state = await handle.QueryAsync<ExecutionState>(
            ActivityNames.StateQuery, [], new WorkflowQueryOptions { Rpc = rpc }).ConfigureAwait(false);
        var request = new DescribeWorkflowExecutionRequest { Namespace = client.Options.Namespace, Execution = new Api.WorkflowExecution { WorkflowId = id } };
        var found =
            await client.Connection.WorkflowService.DescribeWorkflowExecutionAsync(request, rpc).ConfigureAwait(false);
        var status = found.WorkflowExecutionInfo.Status;
        if (status is WorkflowExecutionStatus.Terminated or WorkflowExecutionStatus.TimedOut)
            state = await WholeAsync(state, cancel).ConfigureAwait(false);
        return status switch
        {
            WorkflowExecutionStatus.Running => PendingAttempts.Merge(state, found.PendingActivities),
            WorkflowExecutionStatus.Canceled => state with { Status = StepStatus.Stopped },
            WorkflowExecutionStatus.Terminated =>
                CutOff.Apply(state, StepStatus.Stopped, found.WorkflowExecutionInfo.CloseTime?.ToDateTimeOffset()),
            WorkflowExecutionStatus.TimedOut =>
                CutOff.Apply(state, StepStatus.Failed, found.WorkflowExecutionInfo.CloseTime?.ToDateTimeOffset()) with
            {
                Error = new StepError("Timeout", "the execution ran out of time"),
            },
            _ => state,
        };
    }

    /// <summary>
    /// Returns the state with all that had to be left out of one message; asks the workflow for it in pieces.
    /// </summary>
    public async Task<ExecutionState> WholeAsync(ExecutionState state, CancellationToken cancel)
    {
        if (state.Shortened is not true) return state;
        var handle = client.GetWorkflowHandle(state.Id);
        var options = new WorkflowQueryOptions { Rpc = new RpcOptions { CancellationToken = cancel } };
        var steps = new Dictionary<string, StepState>();
        while (true)
        {
            var page = await PageAsync(handle, steps.Count, options).ConfigureAwait(false);
            if (page.Count == 0) break;
            foreach (var (path, step) in page) steps[path] = step;
        }

        return state with { Steps = steps, Shortened = null };
    }

    private static async Task<Dictionary<string, StepState>> PageAsync(
        WorkflowHandle handle, int from, WorkflowQueryOptions options)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await handle.QueryAsync<Dictionary<string, StepState>>(
                    ActivityNames.StepsQuery, [from], options).ConfigureAwait(false);
            }
            catch (Exception busy) when (attempt < PageAttempts && IsBusy(busy))
            {
                // The execution has ended, and what it came to must not be lost for a busy moment.
            }
        }
    }

    /// <summary>Returns whether a question was not answered for want of a worker that has time.</summary>
    /// <remarks>
    /// A query has its time at the service, and two seconds on its worker's thread. A service keeps only a few that wait,
    /// and may know that no worker has asked for tasks lately.
    /// </remarks>
    internal static bool IsBusy(Exception fault) => fault is WorkflowQueryFailedException or RpcException
    {
        Code: RpcException.StatusCode.DeadlineExceeded or RpcException.StatusCode.ResourceExhausted
            or RpcException.StatusCode.FailedPrecondition,
    };

    /// <summary>Waits for the end of the execution and returns its final state.</summary>
    public async Task<ExecutionState> EndAsync(string id, CancellationToken cancel) =>
        await WholeAsync(await ResultAsync(id, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);

    private async Task<ExecutionState> EndAsync(string id, ServerPatience? patience, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return await EndAsync(id, cancel).ConfigureAwait(false);
            }
            catch (RpcException away) when (patience?.Bears(away) == true)
            {
                await Task.Delay(Pause, time, cancel).ConfigureAwait(false);
            }
        }
    }

    private async Task<ExecutionState> ResultAsync(string id, CancellationToken cancel)
    {
        try
        {
            var handle = client.GetWorkflowHandle(id);
            var result = await handle.GetResultAsync<PipelineResult>(
                true, new RpcOptions { CancellationToken = cancel }).ConfigureAwait(false);
            return result.State;
        }
        catch (WorkflowFailedException ended)
        {
            return ended.InnerException is ApplicationFailureException { Details.Count: > 0 } failure
                ? failure.Details.ElementAt<ExecutionState>(0)!
                : await StateAsync(id, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Returns a state every <paramref name="interval"/> while the execution is open, and its final state last.
    /// </summary>
    public IAsyncEnumerable<ExecutionState> FollowAsync(
        string id, TimeSpan interval, CancellationToken cancel) => FollowAsync(id, interval, null, cancel);

    /// <summary>
    /// Returns a state every <paramref name="interval"/> while the execution is open, and its final state last.
    /// </summary>
    /// <param name="id">The execution's id.</param>
    /// <param name="interval">Time between two states.</param>
    /// <param name="patience">Bears with a service that is away; null for not at all.</param>
    /// <param name="cancel">Ends the following.</param>
    internal async IAsyncEnumerable<ExecutionState> FollowAsync(
        string id, TimeSpan interval, ServerPatience? patience, [EnumeratorCancellation] CancellationToken cancel)
    {
        // Whoever looks no further leaves no call behind.
        using var own = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var end = EndAsync(id, patience, own.Token);
        try
        {
            while (!end.IsCompleted)
            {
                await Task.WhenAny(end, Task.Delay(interval, time, cancel)).ConfigureAwait(false);
                cancel.ThrowIfCancellationRequested();
                if (!end.IsCompleted && await LookAsync(id, patience, cancel).ConfigureAwait(false) is { } state)
                    yield return state;
            }

            yield return await end.ConfigureAwait(false);
        }
        finally
        {
            await own.CancelAsync().ConfigureAwait(false);
            await ((Task)end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Workers that are too busy to answer in time say nothing of the execution; the next look may find them free.
    private async Task<ExecutionState?> LookAsync(string id, ServerPatience? patience, CancellationToken cancel)
    {
        try
        {
            var state = await StateAsync(id, cancel).ConfigureAwait(false);
            patience?.Answered();
            return state;
        }
        catch (Exception busy) when (IsBusy(busy) || patience?.Bears(busy) == true)
        {
            return null;
        }
    }

    /// <summary>Returns the history of the last run as Temporal's JSON.</summary>
    /// <exception cref="RpcException">NOT_FOUND: no execution of that id.</exception>
    public async Task<string> HistoryAsync(string id, CancellationToken cancel)
    {
        var options = new WorkflowHistoryEventFetchOptions { Rpc = new RpcOptions { CancellationToken = cancel } };
        return (await client.GetWorkflowHandle(id).FetchHistoryAsync(options).ConfigureAwait(false)).ToJson();
    }

    /// <summary>
    /// Returns the definition that the execution is pinned to, and with it all that it was started with, from its first
    /// event; null when it is not a pipeline's.
    /// </summary>
    public async Task<PipelineRun?> StartedWithAsync(string id, CancellationToken cancel)
    {
        var request = new GetWorkflowExecutionHistoryRequest
        {
            Namespace = client.Options.Namespace,
            Execution = new Api.WorkflowExecution { WorkflowId = id },
            MaximumPageSize = 1,
        };
        var page = await client.Connection.WorkflowService.GetWorkflowExecutionHistoryAsync(
            request, new RpcOptions { CancellationToken = cancel }).ConfigureAwait(false);
        var input = page.History.Events.FirstOrDefault()?.WorkflowExecutionStartedEventAttributes?.Input?.Payloads_.FirstOrDefault();
        return input is null ? null
            : await client.Options.DataConverter.ToValueAsync<PipelineRun>(input).ConfigureAwait(false);
    }

    /// <summary>Brings an answer to a step that waits. Returns once it is durable and taken.</summary>
    /// <exception cref="WorkflowUpdateFailedException">No step waits for that answer; nothing has changed.</exception>
    /// <exception cref="RpcException">NOT_FOUND: no open execution of that id.</exception>
    public Task AnswerAsync(string id, StepAnswer answer, CancellationToken cancel) =>
        client.GetWorkflowHandle(id).ExecuteUpdateAsync(
            ActivityNames.AnswerUpdate,
            [answer],
            new WorkflowUpdateOptions(
                $"answer-{Guid.NewGuid():N}") { Rpc = new RpcOptions { CancellationToken = cancel } });

    /// <summary>Asks the execution to stop: running steps are cancelled, <c>finally</c> runs.</summary>
    public Task CancelAsync(string id, CancellationToken cancel) =>
        client.GetWorkflowHandle(id).CancelAsync(
            new WorkflowCancelOptions { Rpc = new RpcOptions { CancellationToken = cancel } });

    /// <summary>Ends the execution at once.</summary>
    public Task TerminateAsync(string id, string reason, CancellationToken cancel) =>
        client.GetWorkflowHandle(id).TerminateAsync(
            reason, new WorkflowTerminateOptions { Rpc = new RpcOptions { CancellationToken = cancel } });

    /// <summary>Removes the execution's history; an open one is terminated first.</summary>
    public Task DeleteAsync(string id, CancellationToken cancel) =>
        client.Connection.WorkflowService.DeleteWorkflowExecutionAsync(
        new DeleteWorkflowExecutionRequest
        {
            Namespace = client.Options.Namespace,
            WorkflowExecution = new Api.WorkflowExecution { WorkflowId = id },
        },
        new RpcOptions { CancellationToken = cancel });

    private Task<WorkflowExecutionDescription> DescribeAsync(string id, CancellationToken cancel) =>
        client.GetWorkflowHandle(id).DescribeAsync(
            new WorkflowDescribeOptions { Rpc = new RpcOptions { CancellationToken = cancel } });

    private static async Task<ExecutionSummary> SummaryOfAsync(WorkflowExecution execution) => new(
        execution.Id,
        await MemoOfAsync(execution, PipelineMemo).ConfigureAwait(false),
        execution.Status switch
        {
            WorkflowExecutionStatus.Completed => StepStatus.Succeeded,
            WorkflowExecutionStatus.Failed or WorkflowExecutionStatus.TimedOut => StepStatus.Failed,
            WorkflowExecutionStatus.Canceled or WorkflowExecutionStatus.Terminated => StepStatus.Stopped,
            _ => StepStatus.Running,
        },
        execution.StartTime,
        execution.CloseTime is { } close ? (DateTimeOffset)close : null);

    private static async Task<string> MemoOfAsync(WorkflowExecution execution, string key) =>
        execution.Memo.TryGetValue(key, out var value) ? await value.ToValueAsync<string>().ConfigureAwait(false) : "";
}
