using Pipelines.Activities.Components;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Activities.Jobs;

/// <summary>Runs job steps: programs and components. Knows nothing of Temporal.</summary>
public sealed class JobRunner
{
    // The longest that timers take is 49 days; a limit beyond is left to the service.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    private readonly CommandExecutor _commands;
    private readonly ComponentExecutor _components;

    /// <summary>A runner for one worker.</summary>
    /// <param name="layout">Where folders and logs lie.</param>
    /// <param name="artifacts">Where inputs come from and outputs go.</param>
    /// <param name="components">The components that the worker offers.</param>
    /// <param name="options">How jobs are run.</param>
    /// <param name="time">Clock for time limits and heartbeats.</param>
    public JobRunner(State.StateLayout layout, Artifacts.IArtifactStore artifacts, ComponentRegistry components,
        JobOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(artifacts);
        ArgumentNullException.ThrowIfNull(components);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _commands = new CommandExecutor(layout, artifacts, options, time);
        _components = new ComponentExecutor(components, layout, artifacts, options, time);
    }

    /// <summary>Runs one attempt to its end.</summary>
    /// <exception cref="JobFailedException">The attempt failed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled, and what ran has
    /// ended.</exception>
    public Task<JobResult> RunAsync(JobRequest request, JobAttempt attempt, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(attempt);
        if (attempt.TimeLimit > LongestTimer) attempt = attempt with { TimeLimit = null };
        return (request.Command, request.Component) switch
        {
            (not null, null) => _commands.RunAsync(request, attempt, cancel),
            (null, { } name) => _components.RunAsync(name, request, attempt, cancel),
            _ => throw new JobFailedException(JobErrors.BadInput,
                $"step '{request.Step}' must have a command or a component, one of both", nonRetryable: true),
        };
    }
}
