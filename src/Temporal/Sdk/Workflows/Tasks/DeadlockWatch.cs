using Temporalio.Exceptions;

namespace Temporalio.Workflows.Tasks;

/// <summary>
/// Finds activations that do not come back: workflow code that blocks. One timer for all of a worker's runs. Time in
/// which the timer itself did not run is not held against the code: the process was halted, or had no processor.
/// </summary>
internal sealed class DeadlockWatch : IDisposable
{
    /// <summary>How long workflow code may hold its thread.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Tick = Limit / 4;
    private static readonly TimeSpan MostOfATick = Tick * 2;

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly LinkedList<Activity> _active = new();
    private long _lastTick;
    private TimeSpan _ran;

    public DeadlockWatch(TimeProvider time)
    {
        _time = time;
        _lastTick = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Check(), null, Tick, Tick);
    }

    /// <summary>Watches until the result is disposed; calls back when that takes too long.</summary>
    public Activity Enter(Action<Exception> onDeadlock)
    {
        lock (_active)
        {
            var activity = new Activity(this, onDeadlock, Ran(_time.GetTimestamp()));
            _active.AddLast(activity.Node);
            return activity;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        List<Activity>? late = null;
        lock (_active)
        {
            var now = _time.GetTimestamp();
            (_ran, _lastTick) = (Ran(now), now);
            for (var node = _active.First; node != null; node = node.Next)
            {
                if (_ran - node.Value.Entered < Limit)
                    break;
                (late ??= []).Add(node.Value);
            }
            late?.ForEach(activity => _active.Remove(activity.Node));
        }
        late?.ForEach(static activity => activity.OnDeadlock(new InvalidWorkflowOperationException(
            "[TMPRL1101] Potential deadlock detected: workflow code did not yield within 2 seconds. "
            + "It must not block, sleep or compute for long; do that in an activity.")));
    }

    // How long the process has run, as far as the ticks tell.
    private TimeSpan Ran(long now)
    {
        var since = _time.GetElapsedTime(_lastTick, now);
        return _ran + (since < MostOfATick ? since : MostOfATick);
    }

    public sealed class Activity : IDisposable
    {
        private readonly DeadlockWatch _watch;

        public Activity(DeadlockWatch watch, Action<Exception> onDeadlock, TimeSpan entered)
        {
            _watch = watch;
            OnDeadlock = onDeadlock;
            Entered = entered;
            Node = new(this);
        }

        public LinkedListNode<Activity> Node { get; }

        public Action<Exception> OnDeadlock { get; }

        public TimeSpan Entered { get; }

        public void Dispose()
        {
            lock (_watch._active)
            {
                if (Node.List != null)
                    _watch._active.Remove(Node);
            }
        }
    }
}
