using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pipelines.Activities.Components;
using Pipelines.Starter.Executions;

namespace Pipelines.Starter.Hosting;

/// <summary>What a <see cref="LocalHost"/> is made of.</summary>
public sealed record LocalHostOptions
{
    /// <summary>
    /// Directory of executions, artifacts, logs and models; made when missing. One host at a time holds it.
    /// </summary>
    public required string StateDirectory { get; init; }

    /// <summary>What the host's worker does. Default: everything.</summary>
    public SessionWork Work { get; init; } = SessionWork.Everything;

    /// <summary>The task queue of executions. Default: <see cref="ExecutionClient.DefaultQueue"/>.</summary>
    public string Queue { get; init; } = ExecutionClient.DefaultQueue;

    /// <summary>Components that steps may name. Default: the built-in ones.</summary>
    public ComponentRegistry Components { get; init; } = new ComponentRegistry().AddBuiltIns();

    /// <summary>True serves other processes on a socket in the state directory. Default: false.</summary>
    public bool Shared { get; init; }

    /// <summary>Most steps at work at once. Default: 200.</summary>
    public int MaximumSteps { get; init; } = 200;

    /// <summary>The clock of service and worker.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where service and worker log. Default: nowhere.</summary>
    public ILoggerFactory Logs { get; init; } = NullLoggerFactory.Instance;
}
