namespace Temporalio.Worker;

/// <summary>Changes how workers and replayers are made and run.</summary>
public interface ITemporalWorkerPlugin
{
    /// <summary>Gets the plugin's name.</summary>
    string Name { get; }

    /// <summary>Changes the options of a worker that is made.</summary>
    /// <param name="options">The options.</param>
    void ConfigureWorker(TemporalWorkerOptions options);

    /// <summary>Changes the options of a replayer that is made.</summary>
    /// <param name="options">The options.</param>
    void ConfigureReplayer(WorkflowReplayerOptions options);

    /// <summary>Goes around a worker's run.</summary>
    /// <typeparam name="TResult">Type of what the run returns.</typeparam>
    /// <param name="worker">The worker.</param>
    /// <param name="continuation">Runs it.</param>
    /// <param name="stoppingToken">Ends the run.</param>
    /// <returns>What the run returns.</returns>
    Task<TResult> RunWorkerAsync<TResult>(
        TemporalWorker worker,
        Func<TemporalWorker, CancellationToken, Task<TResult>> continuation,
        CancellationToken stoppingToken);

    /// <summary>Goes around a replay.</summary>
    /// <param name="replayer">The replayer.</param>
    /// <param name="continuation">Replays.</param>
    /// <param name="cancellationToken">Ends the replay.</param>
    /// <returns>How each replay ended.</returns>
    Task<IEnumerable<WorkflowReplayResult>> ReplayWorkflowsAsync(
        WorkflowReplayer replayer,
        Func<WorkflowReplayer, CancellationToken, Task<IEnumerable<WorkflowReplayResult>>> continuation,
        CancellationToken cancellationToken);

    /// <summary>Goes around a replay.</summary>
    /// <param name="replayer">The replayer.</param>
    /// <param name="continuation">Replays.</param>
    /// <param name="cancellationToken">Ends the replay.</param>
    /// <returns>How each replay ended.</returns>
    IAsyncEnumerable<WorkflowReplayResult> ReplayWorkflowsAsync(
        WorkflowReplayer replayer,
        Func<WorkflowReplayer, IAsyncEnumerable<WorkflowReplayResult>> continuation,
        CancellationToken cancellationToken);
}
