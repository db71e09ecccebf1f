using System.Text.Json;
using Pipelines.Activities.Artifacts;
using Pipelines.Activities.Jobs;
using Pipelines.Activities.State;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Activities.Components;

/// <summary>Runs a job step's component in the worker's process. Touches no disk unless the component does.</summary>
internal sealed class ComponentExecutor(
    ComponentRegistry registry, StateLayout layout, IArtifactStore artifacts, JobOptions options, TimeProvider time)
{
    private readonly ComponentArguments _arguments = new(artifacts);
    private readonly ComponentOutputs _outputs = new(artifacts);
    private readonly JobReport _report = new(artifacts);

    /// <summary>Runs the component to its end.</summary>
    /// <exception cref="JobFailedException">The attempt failed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled and the component gave
    /// up.</exception>
    public async Task<JobResult> RunAsync(string name, JobRequest request, JobAttempt attempt, CancellationToken cancel)
    {
        var execution = request.Context.ExecutionId;
        var folders = new JobFolders(layout.AttemptFolder(execution, request.Step, attempt.Number));
        using var limit = attempt.TimeLimit is { } longest ? new CancellationTokenSource(longest, time) : null;
        using var either = limit is null ? null : CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        using var log = new JobLog(
            layout.LogFile(execution, request.Step, attempt.Number), options.LogBytes, request.Metrics.Count == 0
                ? null : new MetricPatterns(request.Metrics));
        using var heartbeat = JobHeartbeat.Start(attempt, () => new JobProgress(null, log.LastLine), first: null, time);
        var context = new ComponentContext(request, attempt.Number, folders, log, either?.Token ?? cancel);
        var succeeded = false;
        try
        {
            var result = await RunAsync(name, context, log).ConfigureAwait(false);
            succeeded = true;
            return result;
        }
        catch (Exception error)
        {
            if (error is OperationCanceledException && cancel.IsCancellationRequested)
                throw new OperationCanceledException(error.Message, error, cancel);
            var failure = Failure(error, attempt, isLate: limit?.IsCancellationRequested == true);
            failure.Detail = new FailureDetail(null, log.Tail, attempt.Number);
            log.Write(error is JobFailedException ? $"[pipelines: {failure.ErrorType}: {failure.Message}]"
                : $"[pipelines: {error}]");
            throw failure;
        }
        finally
        {
            if (context.HasFolders && options.KeepFolders != KeepFolders.Always
                && (succeeded || options.KeepFolders == KeepFolders.Never)) folders.Remove();
        }
    }

    private async Task<JobResult> RunAsync(string name, ComponentContext context, JobLog log)
    {
        var method = registry.Find(name) ?? throw new JobFailedException(
            JobErrors.ComponentNotFound,
            $"component '{name}' is not registered in this worker; it has {string.Join(", ", registry.Names)}",
            nonRetryable: true);
        var request = context.Request;
        object?[] arguments = [];
        object? returned;
        try
        {
            arguments = await _arguments.BindAsync(method, context).ConfigureAwait(false);
            returned = await method.InvokeAsync(arguments).ConfigureAwait(false);
        }
        finally
        {
            foreach (var argument in arguments)
            {
                if (argument is Stream stream) await stream.DisposeAsync().ConfigureAwait(false);
            }
        }

        if (returned is null && request.Outputs.Count == 0 && request.Metrics.Count == 0 && context.Metrics is null
            && request.Report is null && !context.HasFolders)
            return new JobResult { Attempt = context.Attempt };

        var outputs = await _outputs.StoreAsync(method, context, returned).ConfigureAwait(false);
        var metrics = context.Metrics is null ? [] : new Dictionary<string, JsonElement>(context.Metrics);
        log.CollectMetrics(metrics);
        if (JobReport.OutputOf(request) is { } report)
            await _report.CopyToAsync(report, outputs, metrics, context.CancellationToken).ConfigureAwait(false);
        else if (request.Type == "evaluate" && request.Outputs.Count == 0 && returned is not null)
            AddAll(returned, metrics);
        return new JobResult { Outputs = outputs, Metrics = metrics, Attempt = context.Attempt };
    }

    // An evaluation that declares no output needs no file: what it returns is the report.
    private static void AddAll(object report, Dictionary<string, JsonElement> metrics)
    {
        var json = JsonSerializer.SerializeToElement(report, report.GetType(), PipelineJson.Options);
        if (json.ValueKind != JsonValueKind.Object)
            throw new JobFailedException(
                JobErrors.InvalidOutput,
                $"the component returned a JSON {json.ValueKind}; an evaluation returns an object of metrics",
                nonRetryable: true);
        foreach (var metric in json.EnumerateObject()) metrics[metric.Name] = metric.Value;
    }

    private static JobFailedException Failure(Exception error, JobAttempt attempt, bool isLate) => error switch
    {
        JobFailedException failure => failure,
        OperationCanceledException when isLate =>
            new JobFailedException(JobErrors.Timeout,
                $"the component ran longer than the step's timeout of {attempt.TimeLimit}", inner: error),
        ComponentException component =>
            new JobFailedException(component.ErrorType, component.Message, component.NonRetryable, component),
        ArtifactException artifact => JobFailedException.From(artifact, "the component"),
        _ => new JobFailedException(error.GetType().Name, error.Message, inner: error),
    };
}
