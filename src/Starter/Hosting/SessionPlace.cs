using System.CommandLine;
using Pipelines.Starter.Commands;
using Pipelines.Starter.Executions;

namespace Pipelines.Starter.Hosting;

/// <summary>Where a command's executions live.</summary>
/// <param name="StateDirectory">Absolute path of the directory of executions, artifacts, logs and models.</param>
/// <param name="Address">A Temporal server; null means the embedded service in <paramref name="StateDirectory"/>.</param>
/// <param name="Namespace">Temporal's namespace.</param>
/// <param name="Queue">The task queue of executions and of steps that name none.</param>
public sealed record SessionPlace(string StateDirectory, string? Address, string Namespace, string Queue)
{
    /// <summary>True when there is something to look at: a server, or a state directory that exists.</summary>
    public bool HasState => Address is not null || Directory.Exists(StateDirectory);

    /// <summary>The embedded service in a directory.</summary>
    public static SessionPlace Local(string stateDirectory) => new(stateDirectory, null, "default", ExecutionClient.DefaultQueue);

    /// <summary>Reads the options that most commands share.</summary>
    public static SessionPlace Of(ParseResult parsed, Option<string?> state, Option<string?> address, Option<string> ns) => new(
        Hosting.StateDirectory.Find(parsed.GetValue(state), Directory.GetCurrentDirectory()),
        parsed.GetValue(address),
        parsed.GetRequiredValue(ns),
        ExecutionClient.DefaultQueue);

    /// <exception cref="CommandException">There is nothing to look at.</exception>
    public void RequireState()
    {
        if (!HasState)
            throw new CommandException(ExitCodes.Failed, $"there is no state directory {StateDirectory}; nothing was run here yet, or --state must name another.");
    }
}
