using Pipelines.Activities.Http;
using Pipelines.Activities.Jobs;
using Pipelines.Activities.Models;
using Pipelines.Definitions.Contracts;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Pipelines.Activities;

/// <summary>The activities that a worker registers: they translate between Temporal and the parts below, and decide
/// nothing.</summary>
/// <param name="jobs">Runs job steps.</param>
/// <param name="models">Where models are registered.</param>
/// <param name="http">Calls web services.</param>
/// <param name="options">How jobs are run.</param>
/// <param name="time">Clock of heartbeats.</param>
public sealed class WorkerActivities(
    JobRunner jobs, IModelRegistry models, HttpCaller http, JobOptions options, TimeProvider time)
{
    // How soon a running step learns that it is cancelled.
    private static readonly TimeSpan MostOften = TimeSpan.FromSeconds(1);

    /// <summary>Runs a job step.</summary>
    /// <exception cref="ApplicationFailureException">The attempt failed; its first detail is a <see
    /// cref="FailureDetail"/>.</exception>
    [Activity(ActivityNames.RunJob)]
    public async Task<JobResult> RunJobAsync(JobRequest request)
    {
        var context = ActivityExecutionContext.Current;
        var info = context.Info;
        var attempt = new JobAttempt(info.Attempt)
        {
            TimeLimit = info.StartToCloseTimeout,
            HeartbeatEvery = HeartbeatEvery(info),
            Heartbeat = info.HeartbeatTimeout is null ? null : progress => context.Heartbeat(progress),
        };
        try
        {
            return await jobs.RunAsync(request, attempt, context.CancellationToken).ConfigureAwait(false);
        }
        catch (JobFailedException failure)
        {
            var detail = failure.Detail ?? new FailureDetail(failure.ExitCode, [], info.Attempt);
            throw new ApplicationFailureException(failure.Message, failure.ErrorType, failure.NonRetryable, [detail]);
        }
        catch (OperationCanceledException) when (context.CancelReason == ActivityCancelReason.WorkerShutdown)
        {
            if (options.LeaveOpenOnShutdown) throw new CompleteAsyncException();
            throw new ApplicationFailureException(
                "the worker stopped while the job ran", JobErrors.WorkerStopped, nonRetryable: false,
                    [new FailureDetail(null, [], info.Attempt)]);
        }
        catch (OperationCanceledException) when (context.CancelReason == ActivityCancelReason.Timeout)
        {
            throw new ApplicationFailureException(
                "the job ran longer than the step's timeout and was stopped", JobErrors.Timeout, nonRetryable: false,
                    [new FailureDetail(null, [], info.Attempt)]);
        }
    }

    /// <summary>Registers a model version; the same execution and step never make a second one.</summary>
    /// <exception cref="ApplicationFailureException">The group's name or the approval is not well formed.</exception>
    [Activity(ActivityNames.RegisterModel)]
    public async Task<RegisterResult> RegisterModelAsync(RegisterRequest request)
    {
        var context = ActivityExecutionContext.Current;
        try
        {
            var version = await models.RegisterAsync(request, context.CancellationToken).ConfigureAwait(false);
            return new RegisterResult(version.Group, version.Version, context.Info.Attempt);
        }
        catch (ModelRegistryException refused)
        {
            throw new ApplicationFailureException(
                refused.Message, "BadInput", nonRetryable: true, [new FailureDetail(null, [], context.Info.Attempt)]);
        }
    }

    /// <summary>Calls a web service.</summary>
    /// <exception cref="ApplicationFailureException">No answer came, or not one that was expected; its first detail is
    /// a
    /// <see cref="FailureDetail"/>.</exception>
    [Activity(ActivityNames.CallHttp)]
    public async Task<HttpResult> CallHttpAsync(HttpRequest request)
    {
        var context = ActivityExecutionContext.Current;
        var info = context.Info;

        // A call has nothing to tell, but learns from its heartbeats that it is cancelled.
        using var heartbeat = time.CreateTimer(
            _ => context.Heartbeat(), null, HeartbeatEvery(info), HeartbeatEvery(info));
        try
        {
            return await http.CallAsync(request, info.Attempt, context.CancellationToken).ConfigureAwait(false);
        }
        catch (HttpFailedException failure)
        {
            throw new ApplicationFailureException(
                failure.Message, failure.ErrorType, failure.NonRetryable, [new FailureDetail(null, [], info.Attempt)],
                    failure.RetryAfter);
        }
        catch (OperationCanceledException) when (context.CancelReason == ActivityCancelReason.WorkerShutdown)
        {
            if (options.LeaveOpenOnShutdown) throw new CompleteAsyncException();
            throw new ApplicationFailureException(
                "the worker stopped during the call", JobErrors.WorkerStopped, nonRetryable: false,
                    [new FailureDetail(null, [], info.Attempt)]);
        }
        catch (OperationCanceledException) when (context.CancelReason == ActivityCancelReason.Timeout)
        {
            throw new ApplicationFailureException(
                "the call took longer than the step's timeout", JobErrors.Timeout, nonRetryable: false,
                    [new FailureDetail(null, [], info.Attempt)]);
        }
    }

    private static TimeSpan HeartbeatEvery(ActivityInfo info) =>
        info.HeartbeatTimeout / 3 is { } third && third < MostOften ? third : MostOften;
}
