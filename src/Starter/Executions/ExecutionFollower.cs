using Pipelines.Definitions.Contracts;
using Pipelines.Starter.Hosting;
using Pipelines.Starter.Terminal;

namespace Pipelines.Starter.Executions;

/// <summary>Shows an execution until it ends and prints its results.</summary>
public static class ExecutionFollower
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Reprint = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Returns 0 when the execution succeeded, 1 when it did not, 130 when the command was interrupted first.
    /// </summary>
    /// <param name="session">Where the execution lives.</param>
    /// <param name="id">The execution's id.</param>
    /// <param name="json">True prints one JSON object at the end instead of text.</param>
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancel">Interrupts the command; the execution stays as it is.</param>
    public static async Task<int> FollowAsync(
        Session session, string id, bool json, CommandTerminal terminal, TimeProvider time, CancellationToken cancel)
    {
        ExecutionState? last = null;
        async IAsyncEnumerable<ExecutionState> Remembering()
        {
            var interval = terminal.Interactive ? Redraw : Reprint;
            var states = session.Executions.FollowAsync(id, interval, session.PatienceFor(terminal, time), cancel);
            await foreach (var state in states.ConfigureAwait(false))
            {
                last = state;
                yield return state;
            }
        }

        try
        {
            await session.TellOfMissingWorkerAsync(id, terminal, cancel).ConfigureAwait(false);
            await new ProgressView(terminal, time).ShowAsync(Remembering()).ConfigureAwait(false);
        }
        catch (Exception) when (cancel.IsCancellationRequested)
        {
            await terminal.Errors.WriteLineAsync(session.IsRemote
                ? $"Interrupted. The execution goes on at the server; to follow it again: {session.Resuming(id)}"
                : $"Interrupted. The execution is kept: {session.Resuming(id)}").ConfigureAwait(false);
            return ExitCodes.Interrupted;
        }

        if (json) JsonOutput.Write(terminal.Output, last);
        else ExecutionText.WriteResults(last!, session.StateDirectory, terminal);
        return last!.Status == StepStatus.Succeeded ? ExitCodes.Ok : ExitCodes.Failed;
    }
}
