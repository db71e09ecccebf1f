using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Pipelines.Activities;
using Pipelines.Definitions.Model;
using Pipelines.Starter.Executions;
using Pipelines.Workflows;
using Temporalio.Client;
using Temporalio.Worker;

namespace Pipelines.Starter.Hosting;

/// <summary>
/// The workers of one host: one for the executions' queue, one more for each queue that a step names.
/// </summary>
internal sealed class StepWorkers : IAsyncDisposable
{
    private readonly ITemporalClient _client;
    private readonly LocalActivities? _activities;
    private readonly int _maximumSteps;
    private readonly ILoggerFactory _logs;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private ImmutableDictionary<string, Task> _running = ImmutableDictionary<string, Task>.Empty;

    /// <param name="client">Reaches the service.</param>
    /// <param name="activities">What steps do; null for workers of workflows only.</param>
    /// <param name="maximumSteps">Most steps at work at once, per queue.</param>
    /// <param name="logs">Where workers log.</param>
    public StepWorkers(ITemporalClient client, LocalActivities? activities, int maximumSteps, ILoggerFactory logs)
    {
        _client = client;
        _activities = activities;
        _maximumSteps = maximumSteps;
        _logs = logs;
    }

    /// <summary>Ends when a worker fails for good; never succeeds before <see cref="DisposeAsync"/>.</summary>
    public Task FailureAsync() => Task.WhenAny(_running.Values).Unwrap();

    /// <summary>
    /// Makes sure that workers serve <paramref name="queue"/> and every queue that a step of
    /// <paramref name="definition"/> names.
    /// </summary>
    public void Serve(string queue, PipelineDefinition? definition = null)
    {
        ServeOne(queue, workflows: true);
        if (definition is null || _activities is null) return;
        foreach (var named in InnerBlocks.StepsOf(definition).Select(step => step.Queue).OfType<string>().Distinct())
            ServeOne(named, workflows: false);
    }

    /// <summary>Stops polling, cancels what runs, and waits for it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        foreach (var (queue, running) in _running)
        {
            try
            {
                await running.ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // The way a worker ends when it is told to.
                continue;
            }
            catch (Exception failure)
            {
                _logs.CreateLogger<StepWorkers>().LogWarning(
                    failure, "The worker of queue {Queue} ended with an error.", queue);
            }
        }

        _stop.Dispose();
    }

    private void ServeOne(string queue, bool workflows)
    {
        lock (_gate)
        {
            if (_running.ContainsKey(queue)) return;
            var options = new TemporalWorkerOptions(queue)
            {
                LoggerFactory = _logs,
                MaxConcurrentActivities = _maximumSteps,

                // A step learns that it is cancelled from the answer to its heartbeat.
                MaxHeartbeatThrottleInterval = TimeSpan.FromSeconds(1),

                // The workflows are ours, and their recorded histories are replayed under this guard: a first step
                // need not wait for it.
                DisableWorkflowTracingEventListener = true,
            };
            if (workflows) options.AddWorkflow<PipelineWorkflow>().AddWorkflow<ChunkWorkflow>();
            if (_activities is not null) options.AddAllActivities(_activities.Activities);
            _running = _running.Add(queue, RunAsync(options));
        }
    }

    private async Task RunAsync(TemporalWorkerOptions options)
    {
        using var worker = new TemporalWorker(_client, options);
        await worker.ExecuteAsync(_stop.Token).ConfigureAwait(false);
    }
}
