using Pipelines.Starter.Commands;
using Pipelines.Starter.Terminal;
using Temporalio.Exceptions;

namespace Pipelines.Starter.Hosting;

/// <summary>
/// Keeps a command's work going when the process that it is attached to ends: this one takes over then.
/// </summary>
internal static class SessionLoop
{
    private const int MostTakeovers = 20;

    /// <summary>
    /// Does <paramref name="work"/> in a session; once more in a new one whenever the holder of the state directory
    /// went away.
    /// </summary>
    /// <returns>What the work returns: an exit code.</returns>
    /// <exception cref="CommandException">No session can be opened.</exception>
    public static async Task<int> RunAsync(
        SessionPlace place, SessionWork kind, CommandTerminal terminal, TimeProvider time,
        Func<Session, CancellationToken, Task<int>> work, CancellationToken cancel)
    {
        for (var takeovers = 0; ; takeovers++)
        {
            Session? session = null;
            try
            {
                session = await Session.OpenAsync(place, kind, terminal, time, cancel).ConfigureAwait(false);
                var code = await WorkAsync(session, work, cancel).ConfigureAwait(false);
                if (code != ExitCodes.Interrupted)
                    await session.WaitForOthersAsync(terminal, cancel).ConfigureAwait(false);
                return code;
            }
            catch (Exception gone) when (
                takeovers < MostTakeovers && place.Server is null && !cancel.IsCancellationRequested
                && HolderIsGone(session, gone))
            {
                await terminal.Errors.WriteLineAsync(
                    "The process that held the state directory ended; this one goes on.").ConfigureAwait(false);
                await Task.Delay(TimeSpan.FromMilliseconds(100 * (takeovers + 1)), time, cancel).ConfigureAwait(false);
            }
            finally
            {
                if (session is not null) await EndAsync(session, terminal, time).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Gives up as soon as nothing can be stored any more: the work would wait for ever.</summary>
    private static async Task<int> WorkAsync(
        Session session, Func<Session, CancellationToken, Task<int>> work, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var working = work(session, either.Token);
        if (await Task.WhenAny(working, session.Failed).ConfigureAwait(false) == working)
            return await working.ConfigureAwait(false);

        var failure = await session.Failed.ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
        await ((Task)working).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        throw new CommandException(
            ExitCodes.Failed,
            $"what happens can no longer be stored in {session.StateDirectory}: "
            + $"{failure.Message.ReplaceLineEndings(" ").TrimEnd('.')}. " +
            "What was stored is safe. Make room or repair the disk; then 'pipelines resume' goes on.",
            failure);
    }

    /// <summary>Programs that were told to stop have two minutes to do so; people who wait for them are told.</summary>
    private static async Task EndAsync(Session session, CommandTerminal terminal, TimeProvider time)
    {
        var ending = session.DisposeAsync().AsTask();
        using var ended = new CancellationTokenSource();
        var patience = Task.Delay(TimeSpan.FromSeconds(2), time, ended.Token);
        if (await Task.WhenAny(ending, patience).ConfigureAwait(false) == patience)
        {
            CommandFaults.Write(
                terminal.Errors,
                "Waiting for programs that were told to stop (SIGTERM); after 120 s they are killed. Ctrl-C does not "
                + "wait: the next run ends them.");
        }

        await ended.CancelAsync().ConfigureAwait(false);
        await ending.ConfigureAwait(false);
    }

    // Without a session, the holder ended between its lock and its socket.
    private static bool HolderIsGone(Session? session, Exception fault) => session is null
        ? fault is CommandException { InnerException: InvalidOperationException or RpcException or Temporalio.Service.StateDirectoryInUseException }
        : session.IsAttached && fault is RpcException { Code: RpcException.StatusCode.Unavailable };
}
