using Temporalio.Service.Engine;

namespace Temporalio.Service.Timers;

/// <summary>
/// Puts a service's clock ahead to what it waits for, while somebody waits and nothing is at work. Each look is repeated
/// before a jump: what is between two steps would be overlooked by one.
/// </summary>
/// <param name="clock">The service's clock.</param>
/// <param name="look">Looks at the service.</param>
internal sealed class TimeSkipper(SkippingClock clock, Func<ServiceRest> look)
{
    private const int LooksBeforeJump = 3;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(4);

    // A worker that starts with the test needs a moment until it polls.
    private static readonly TimeSpan WorkersMayCome = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private int _disabled;

    /// <summary>Stops jumps until the result is disposed of.</summary>
    public IDisposable Disable()
    {
        lock (_lock) _disabled++;
        return new Enabling(this);
    }

    /// <summary>Lets time jump until a task has ended.</summary>
    /// <returns>The task's result.</returns>
    public async Task<T> WhileAsync<T>(Task<T> waiting)
    {
        while (!waiting.IsCompleted)
        {
            if (!await JumpAsync(waiting, null).ConfigureAwait(false))
                await Task.WhenAny(waiting, Task.Delay(BetweenLooks)).ConfigureAwait(false);
        }

        return await waiting.ConfigureAwait(false);
    }

    /// <summary>Lets a time pass: jumps to what comes before its end, and to its end.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task PassAsync(TimeSpan time, CancellationToken cancel)
    {
        var end = clock.GetUtcNow() + time;
        var never = Task.Delay(Timeout.Infinite, cancel);
        while (clock.GetUtcNow() < end)
        {
            cancel.ThrowIfCancellationRequested();
            if (!await JumpAsync(never, end).ConfigureAwait(false))
                await Task.WhenAny(never, Task.Delay(BetweenLooks, CancellationToken.None)).ConfigureAwait(false);
        }
    }

    private async Task<bool> JumpAsync(Task until, DateTimeOffset? end)
    {
        var since = TimeProvider.System.GetTimestamp();
        var next = default(DateTimeOffset?);
        for (var looks = 0; looks < LooksBeforeJump; looks++)
        {
            if (until.IsCompleted || IsDisabled)
                return false;
            var rest = look();
            if (rest.Works || (looks > 0 && rest.NextDue != next))
                return false;
            next = rest.NextDue;
            if (rest.Waits && TimeProvider.System.GetElapsedTime(since) < WorkersMayCome)
                looks = 0;
            await Task.WhenAny(until, Task.Delay(BetweenLooks)).ConfigureAwait(false);
        }

        if (end < next || next == null)
            next = end;
        if (next is not { } target || until.IsCompleted || IsDisabled)
            return false;
        clock.SkipTo(target);
        return true;
    }

    private bool IsDisabled
    {
        get
        {
            lock (_lock) return _disabled > 0;
        }
    }

    private sealed class Enabling(TimeSkipper skipper) : IDisposable
    {
        private int _done;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _done, 1) == 0)
            {
                lock (skipper._lock) skipper._disabled--;
            }
        }
    }
}
