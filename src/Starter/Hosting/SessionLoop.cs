using Pipelines.Starter.Commands;
using Pipelines.Starter.Terminal;
using Temporalio.Exceptions;

namespace Pipelines.Starter.Hosting;

/// <summary>Keeps a command's work going when the process that it is attached to ends: this one takes over then.</summary>
internal static class SessionLoop
{
    private const int MostTakeovers = 20;

    /// <summary>Does <paramref name="work"/> in a session; once more in a new one whenever the holder of the state directory went away.</summary>
    /// <returns>What the work returns: an exit code.</returns>
    /// <exception cref="CommandException">No session can be opened.</exception>
    public static async Task<int> RunAsync(
        SessionPlace place, SessionWork kind, CommandTerminal terminal, TimeProvider time, Func<Session, Task<int>> work, CancellationToken cancel)
    {
        for (var takeovers = 0; ; takeovers++)
        {
            Session? session = null;
            try
            {
                session = await Session.OpenAsync(place, kind, terminal, time, cancel).ConfigureAwait(false);
                var code = await work(session).ConfigureAwait(false);
                if (code != ExitCodes.Interrupted) await session.WaitForOthersAsync(terminal, cancel).ConfigureAwait(false);
                return code;
            }
            catch (Exception gone) when (takeovers < MostTakeovers && !cancel.IsCancellationRequested && HolderIsGone(session, gone))
            {
                await terminal.Errors.WriteLineAsync("The process that held the state directory ended; this one goes on.").ConfigureAwait(false);
                await Task.Delay(TimeSpan.FromMilliseconds(100 * (takeovers + 1)), time, cancel).ConfigureAwait(false);
            }
            finally
            {
                if (session is not null) await session.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    // Without a session, the holder ended between its lock and its socket.
    private static bool HolderIsGone(Session? session, Exception fault) => session is null
        ? fault is CommandException { InnerException: InvalidOperationException or RpcException or Temporalio.Service.StateDirectoryInUseException }
        : session.IsAttached && fault is RpcException { Code: RpcException.StatusCode.Unavailable };
}
