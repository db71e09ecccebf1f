using Pipelines.Starter.Commands;
using Temporalio.Client;

namespace Pipelines.Starter.Hosting;

/// <summary>Where a command's executions live.</summary>
/// <param name="StateDirectory">Absolute path of the directory of executions, artifacts, logs and models.</param>
/// <param name="Server">A Temporal server; null means the embedded service in
/// <paramref name="StateDirectory"/>.</param>
/// <param name="Namespace">Temporal's namespace.</param>
/// <param name="Queue">The task queue of executions and of steps that name none.</param>
public sealed record SessionPlace(
    string StateDirectory, TemporalClientConnectOptions? Server, string Namespace, string Queue)
{
    /// <summary>
    /// What names the server on a command line, with a blank before it; empty for the embedded service.
    /// </summary>
    public string ServerWords { get; init; } = "";

    /// <summary>True when there is something to look at: a server, or a state directory that exists.</summary>
    public bool HasState => Server is not null || Directory.Exists(StateDirectory);

    /// <exception cref="CommandException">There is nothing to look at.</exception>
    public void RequireState()
    {
        if (!HasState)
        {
            throw new CommandException(
                ExitCodes.Failed,
                $"there is no state directory {StateDirectory}; nothing was run here yet, or --state must name "
                + "another.");
        }
    }
}
