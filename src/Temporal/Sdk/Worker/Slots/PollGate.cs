using Temporalio.Api.TaskQueue.V1;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker.Slots;

/// <summary>How many polls of a kind are open: fixed, or as the service advises within bounds.</summary>
internal sealed class PollGate : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _open;
    private readonly int _minimum;
    private int _target;
    private int _surplus;
    private bool _advised;

    private PollGate(int minimum, int maximum, int initial)
    {
        (_minimum, Maximum, _target) = (minimum, maximum, Math.Clamp(initial, minimum, maximum));
        _open = new(_target);
    }

    /// <summary>Gets how many polls there may be at most.</summary>
    public int Maximum { get; }

    /// <summary>Gets how many polls there should be now.</summary>
    public int Target
    {
        get
        {
            lock (_lock) return _target;
        }
    }

    public static PollGate Fixed(int count) => new(count, count, count);

    public static PollGate Scaling(int minimum, int maximum, int initial) => new(minimum, maximum, initial);

    /// <summary>Waits until a poll may be made.</summary>
    public Task EnterAsync(CancellationToken cancel) => _open.WaitAsync(cancel);

    /// <summary>Notes the end of a poll, and what the service advises.</summary>
    /// <param name="advice">The advice; null for none.</param>
    /// <param name="empty">Whether the poll brought nothing.</param>
    public void Leave(PollerScalingDecision? advice, bool empty)
    {
        lock (_lock)
        {
            _advised |= advice != null;
            // A service that never advises says nothing with an empty answer either.
            var change = advice?.PollRequestDeltaSuggestion ?? (empty && _advised ? -1 : 0);
            Move_NeedsLock(change);
            if (_surplus > 0)
                _surplus--;
            else
                _open.Release();
        }
    }

    public void Dispose() => _open.Dispose();

    private void Move_NeedsLock(int change)
    {
        var next = Math.Clamp(_target + change, _minimum, Maximum);
        for (; _target < next; _target++)
        {
            if (_surplus > 0)
                _surplus--;
            else
                _open.Release();
        }

        for (; _target > next; _target--)
        {
            if (!_open.Wait(0))
                _surplus++;
        }
    }
}
