using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Tests.Properties.Generation;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Pipelines.Workflows.Tests.Properties.Driving;

/// <summary>One execution on a service, seen from outside.</summary>
internal sealed class ServiceRun(
    RandomCase random, CallLog log, WorkflowHandle<PipelineWorkflow, PipelineResult> handle)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    // What is due happens at once; where it does not, it waits for the clock to go on once more.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Asked _asked = new(random.Script);
    private (string Run, long Length) _seen;
    private DueTimes _due = DueTimes.None;

    /// <summary>A number that grows, or falls with a new run, whenever something happens.</summary>
    public long Seen => _seen.Length;

    /// <summary>Goes on until only time can bring the execution further: whoever is asked answers.</summary>
    /// <param name="now">The service's time; null when it goes by itself.</param>
    /// <returns>The end; null while there is none.</returns>
    public async Task<Played?> SettleAsync(DateTimeOffset? now)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var description = await handle.Client.WorkflowService.DescribeWorkflowExecutionAsync(new DescribeWorkflowExecutionRequest
            {
                Namespace = handle.Client.Options.Namespace,
                Execution = new Temporalio.Api.Common.V1.WorkflowExecution { WorkflowId = handle.Id },
            });
            var info = description.WorkflowExecutionInfo;
            if (info.Status is not (WorkflowExecutionStatus.Running or WorkflowExecutionStatus.ContinuedAsNew)) return await EndAsync();
            var isDue = now is { } moment && IsDue(description, moment)
                && TimeProvider.System.GetElapsedTime(since) < Patience;
            if (IsBusy(description, now) || isDue)
            {
                // It works in this process; nothing tells when it is done.
                if (TimeProvider.System.GetElapsedTime(since) > Longest) throw new TimeoutException($"seed {random.Seed} is stuck: {description}");
                await Task.Delay(1);
                continue;
            }

            var seen = (info.Execution.RunId, info.HistoryLength);
            if (seen == _seen) return null;
            if (await AnswerAsync()) continue;
            var run = handle.Client.GetWorkflowHandle(handle.Id, info.Execution.RunId);
            _due = DueTimes.Of(await run.FetchHistoryAsync());
            _seen = seen;
            return null;
        }
    }

    public override string ToString() => $"seed {random.Seed} as {handle.Id}";

    private static bool IsBusy(DescribeWorkflowExecutionResponse description, DateTimeOffset? now) =>
        description.PendingWorkflowTask is not null || description.PendingActivities.Any(activity => activity.State switch
        {
            // Between attempts, or with nothing to do but tell that it is there.
            PendingActivityState.Scheduled => now is null ? activity.NextAttemptScheduleTime is null
                : activity.NextAttemptScheduleTime is not { } next || next.ToDateTimeOffset() <= now,
            PendingActivityState.Started => now is not null && !(activity.LastHeartbeatTime?.ToDateTimeOffset() >= now),
            _ => true,
        });

    // The clock has gone on, but the service has not come to what is due by now.
    private bool IsDue(DescribeWorkflowExecutionResponse description, DateTimeOffset now)
    {
        var info = description.WorkflowExecutionInfo;
        return (info.Execution.RunId, info.HistoryLength) == _seen && _due.HavePassed(description.PendingActivities, now);
    }

    private async Task<bool> AnswerAsync()
    {
        var state = await handle.QueryAsync(workflow => workflow.State());
        var answers = _asked.Look(state.Steps, _ => false);
        foreach (var (_, _, answer) in answers)
        {
            _asked.Forget(answer.Step);
            await handle.ExecuteUpdateAsync(workflow => workflow.AnswerAsync(answer));
        }

        return answers.Count > 0;
    }

    private async Task<Played> EndAsync()
    {
        try
        {
            var result = await handle.GetResultAsync();
            return new Played(random, result.State with { Outputs = result.Outputs }, log.Calls, handle);
        }
        catch (WorkflowFailedException end) when (end.InnerException is ApplicationFailureException { ErrorType: PipelineWorkflow.FailedType } failure)
        {
            return new Played(random, failure.Details.ElementAt<ExecutionState>(0), log.Calls, handle);
        }
    }
}
