using Temporalio.Exceptions;

namespace Temporalio.Workflows.Tasks;

/// <summary>Finds activations that do not come back: workflow code that blocks. One timer for all of a worker's
/// runs.</summary>
internal sealed class DeadlockWatch : IDisposable
{
    /// <summary>How long workflow code may hold its thread.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly LinkedList<Activity> _active = new();

    public DeadlockWatch(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(_ => Check(), null, Limit / 4, Limit / 4);
    }

    /// <summary>Watches until the result is disposed; calls back when that takes too long.</summary>
    public Activity Enter(Action<Exception> onDeadlock)
    {
        var activity = new Activity(this, onDeadlock, _time.GetTimestamp());
        lock (_active)
            _active.AddLast(activity.Node);
        return activity;
    }

    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        List<Activity>? late = null;
        lock (_active)
        {
            for (var node = _active.First; node != null; node = node.Next)
            {
                if (_time.GetElapsedTime(node.Value.Entered) < Limit)
                    break;
                (late ??= []).Add(node.Value);
            }
            late?.ForEach(activity => _active.Remove(activity.Node));
        }
        late?.ForEach(static activity => activity.OnDeadlock(new InvalidWorkflowOperationException(
            "[TMPRL1101] Potential deadlock detected: workflow code did not yield within 2 seconds. "
            + "It must not block, sleep or compute for long; do that in an activity.")));
    }

    public sealed class Activity : IDisposable
    {
        private readonly DeadlockWatch _watch;

        public Activity(DeadlockWatch watch, Action<Exception> onDeadlock, long entered)
        {
            _watch = watch;
            OnDeadlock = onDeadlock;
            Entered = entered;
            Node = new(this);
        }

        public LinkedListNode<Activity> Node { get; }

        public Action<Exception> OnDeadlock { get; }

        public long Entered { get; }

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
