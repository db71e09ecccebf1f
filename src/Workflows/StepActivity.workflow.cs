using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling;
using Pipelines.Workflows.Scheduling.Compiled;
using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Pipelines.Workflows;

/// <summary>Commands as activities, and activities' failures as events.</summary>
internal static class StepActivity
{
    // A program may run for weeks; that its worker is alive is what heartbeats tell.
    private static readonly TimeSpan LongestJob = TimeSpan.FromDays(30);
    private static readonly TimeSpan LongestRegistration = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(30);

    // Registering twice gives one version, so an attempt that was lost costs nothing to repeat.
    private static readonly RetryDefinition RegisterRetry = new(5, TimeSpan.FromSeconds(1), 2, null, []);

    private static readonly StepError Unheard =
        new("WorkerLost", $"its worker was not heard of for {Heartbeat.TotalSeconds} s");

    /// <summary>Runs a job.</summary>
    public static async Task<StepResult> RunJobAsync(FlowCommand.RunJob job, CancellationToken cancel)
    {
        var options = Options(job.Path, job.Options, LongestJob, job.Options.Retry, cancel);
        options.HeartbeatTimeout = Heartbeat;
        var result = await Workflow.ExecuteActivityAsync<JobResult>(ActivityNames.RunJob, [job.Request], options);
        return new StepResult(result.Outputs, result.Metrics, result.Attempt);
    }

    /// <summary>Adds a version to the model registry.</summary>
    public static async Task<StepResult> RegisterModelAsync(FlowCommand.RegisterModel model, CancellationToken cancel)
    {
        var retry = model.Options.Retry ?? RegisterRetry;
        var options = Options(model.Path, model.Options, LongestRegistration, retry, cancel);
        var result = await Workflow.ExecuteActivityAsync<RegisterResult>(
            ActivityNames.RegisterModel, [model.Request], options);
        var outputs = new Dictionary<string, JsonElement>
        {
            ["group"] = JsonSerializer.SerializeToElement(result.Group, PipelineJson.Options),
            ["version"] = JsonSerializer.SerializeToElement(result.Version, PipelineJson.Options),
        };
        return new StepResult(outputs, StepOutputs.None, result.Attempt);
    }

    /// <summary>Calls a web service.</summary>
    public static async Task<StepResult> CallHttpAsync(FlowCommand.CallHttp call, CancellationToken cancel)
    {
        var options = Options(call.Path, call.Options, LongestCall, call.Options.Retry, cancel);
        options.HeartbeatTimeout = Heartbeat;
        var result = await Workflow.ExecuteActivityAsync<HttpResult>(ActivityNames.CallHttp, [call.Request], options);
        var outputs = new Dictionary<string, JsonElement>
        {
            ["status"] = StepOutputs.Json(result.Status),
            ["body"] = result.Body,
            ["headers"] = StepOutputs.Json(result.Headers),
        };
        return new StepResult(outputs, StepOutputs.None, result.Attempt);
    }

    /// <summary>What a failed activity means for its step.</summary>
    public static FlowEvent.StepFailed FailureOf(string path, ActivityFailureException failure, StepOptions options)
    {
        // A timeout does not tell which attempt it ended, but what the one before failed with.
        var attempts = failure.InnerException?.InnerException is ApplicationFailureException before
            && DetailOf(before) is { } known
            ? known.Attempt + 1
            : failure.RetryState == RetryState.MaximumAttemptsReached ? options.Retry?.Attempts ?? 1 : 1;
        return failure.InnerException switch
        {
            ApplicationFailureException program => OfProgram(path, program, attempts),
            TimeoutFailureException { TimeoutType: TimeoutType.Heartbeat } =>
                new FlowEvent.StepFailed(path, Unheard, attempts, WorkerLost: true),
            TimeoutFailureException timeout => new FlowEvent.StepFailed(
                path, new StepError("Timeout", TimeoutMessage(timeout.TimeoutType, options)), attempts),
            { } other => new FlowEvent.StepFailed(path, new StepError(other.GetType().Name, other.Message), attempts),
            null => new FlowEvent.StepFailed(path, new StepError("ActivityFailed", failure.Message), attempts),
        };
    }

    private static FlowEvent.StepFailed OfProgram(string path, ApplicationFailureException failure, int attempts)
    {
        var detail = DetailOf(failure);
        var error = new StepError(failure.ErrorType ?? "Failure", failure.Message)
        {
            ExitCode = detail?.ExitCode,
            LogTail = detail?.LogTail ?? [],
        };
        var isLost = error.Type == "WorkerStopped"; // it was shut down and gave the step back
        return new FlowEvent.StepFailed(path, error, detail?.Attempt ?? attempts, isLost);
    }

    private static FailureDetail? DetailOf(ApplicationFailureException failure)
    {
        if (failure.Details.Count == 0) return null;
        try
        {
            return failure.Details.ElementAt<FailureDetail>(0);
        }
        catch (JsonException)
        {
            return null; // details of some other activity's making: type and message say enough
        }
    }

    private static string TimeoutMessage(TimeoutType type, StepOptions options) => type switch
    {
        TimeoutType.StartToClose =>
            "an attempt took longer than its timeout of " + Shown.Duration(options.Timeout ?? LongestJob),
        TimeoutType.ScheduleToStart => "no worker took the step in time",
        _ => "the step was not done in time",
    };

    private static ActivityOptions Options(
        string path, StepOptions step, TimeSpan longest, RetryDefinition? retry, CancellationToken cancel) => new()
    {
        ActivityId = path,
        Summary = path,
        StartToCloseTimeout = step.Timeout ?? longest,
        RetryPolicy = Policy(retry),
        TaskQueue = step.Queue,
        CancellationToken = cancel,
        CancellationType = ActivityCancellationType.WaitCancellationCompleted,
    };

    private static RetryPolicy Policy(RetryDefinition? retry) => retry is null
        ? new RetryPolicy { MaximumAttempts = 1 }
        : new RetryPolicy
        {
            MaximumAttempts = retry.Attempts,
            InitialInterval = retry.Interval,
            BackoffCoefficient = (float)retry.Backoff,
            MaximumInterval = retry.Maximum,
            NonRetryableErrorTypes = NonRetryable(retry.NotOn),
        };

    // A server's own timeouts are not of the type 'Timeout' but of one with a prefix.
    private static List<string> NonRetryable(IReadOnlyList<string> types) => types.Contains("Timeout")
        ? [.. types, "TemporalTimeout:StartToClose"]
        : [.. types];
}
