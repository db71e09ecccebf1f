namespace Temporalio.Service.Matching;

/// <summary>A long poll that found nothing yet. It ends by a task, by its time, by its caller, or when the service
/// stops.</summary>
/// <param name="worker">The worker's instance key; empty for one that did not say.</param>
internal sealed class WaitingPoll<TTask>(string worker) : TaskCompletionSource<TTask?>(
    TaskCreationOptions.RunContinuationsAsynchronously)
    where TTask : class
{
    private ITimer? _timer;
    private CancellationTokenRegistration _onCancel;

    /// <summary>The worker's instance key; empty for one that did not say.</summary>
    public string Worker => worker;

    /// <summary>Arms the ends other than a task.</summary>
    public void Start(TimeProvider time, TimeSpan timeout, CancellationToken cancel)
    {
        if (cancel.CanBeCanceled)
            _onCancel = cancel.UnsafeRegister(static poll => ((WaitingPoll<TTask>)poll!).TrySetResult(null), this);
        if (timeout < TimeSpan.FromDays(1))
        {
            _timer = time.CreateTimer(
                static poll => ((WaitingPoll<TTask>)poll!).TrySetResult(null), this, timeout, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Drops the timer and the registration. Called when the poll has ended.</summary>
    public void Stop()
    {
        _timer?.Dispose();
        _onCancel.Dispose();
    }
}
