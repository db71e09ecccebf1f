using Temporalio.Service.Engine;

namespace Temporalio.Service.Timers;

/// <summary>
/// The time of one service as its callers command it: it skips while nobody has locked it and nothing is at work.
/// Locked at the start.
/// </summary>
internal sealed class TimeSkipping
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(40); // timers take at most 49 days
    private readonly Lock _lock = new();
    private readonly SkippingClock _clock;
    private readonly TimeSkipper _skipper;
    private readonly CancellationToken _stopping;
    private readonly List<DateTimeOffset> _sleeps = [];
    private TaskCompletionSource _locked = NewSource();
    private int _locks = 1;

    /// <param name="clock">The service's clock.</param>
    /// <param name="rest">What the service does at a moment.</param>
    /// <param name="stopping">Signalled when the service stops.</param>
    public TimeSkipping(SkippingClock clock, Func<ServiceRest> rest, CancellationToken stopping)
    {
        (_clock, _stopping) = (clock, stopping);
        _skipper = new TimeSkipper(clock, () => WithSleeps(rest()));
    }

    /// <summary>The service's time.</summary>
    public DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>Keeps time from skipping until as many unlocks came.</summary>
    public void Lock()
    {
        lock (_lock)
        {
            if (++_locks == 1) _locked.TrySetResult();
        }
    }

    /// <summary>Takes one lock back; with the last one, time may skip.</summary>
    /// <exception cref="ServiceException">FAILED_PRECONDITION: nobody has locked it.</exception>
    public void Unlock()
    {
        Task<bool> locked;
        lock (_lock)
        {
            if (_locks == 0)
            {
                throw new ServiceException(
                    GrpcStatus.FailedPrecondition, "Time skipping is not locked: each unlock needs a lock before it.");
            }

            if (--_locks > 0) return;
            _locked = NewSource();
            locked = EndsAsync(_locked.Task);
        }

        _ = _skipper.WhileAsync(locked);
    }

    /// <summary>Ends when the service's time has come to a time, by passing or by skipping.</summary>
    public async Task SleepAsync(DateTimeOffset until, CancellationToken cancel)
    {
        lock (_lock) _sleeps.Add(until);
        try
        {
            for (var left = until - Now; left > TimeSpan.Zero; left = until - Now)
                await Task.Delay(left < LongestDelay ? left : LongestDelay, _clock, cancel).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock) _sleeps.Remove(until);
        }
    }

    private ServiceRest WithSleeps(ServiceRest rest)
    {
        lock (_lock)
        {
            return _sleeps.Count > 0 && !(rest.NextDue < _sleeps.Min()) ? rest with { NextDue = _sleeps.Min() } : rest;
        }
    }

    private async Task<bool> EndsAsync(Task task)
    {
        await task.WaitAsync(_stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return true;
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
