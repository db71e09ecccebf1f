using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Temporalio.Exceptions;

namespace Temporalio.Workflows.Running;

/// <summary>The scheduler: first in, first out, on the thread of the activation only.</summary>
internal sealed partial class WorkflowInstance
{
    private const string HowToStay =
        "Use Workflow.DelayAsync, Workflow.RunTaskAsync, Workflow.WhenAnyAsync, and do I/O in activities.";

    private readonly Queue<Task> _ready = new();
    private readonly LinkedList<Condition> _conditions = new();
    private readonly LinkedList<StackTrace> _stacks = new();
    private Exception? _foreignWork;
    private int _thread;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Whether workflow code runs right now, and must not leave the scheduler.</summary>
    public bool IsGuarded { get; private set; }

    /// <summary>Workflow code has just left the scheduler: its task fails.</summary>
    public void OnLeftScheduler(string what)
    {
        // What is called from here may not be reported again.
        IsGuarded = false;
        _taskFailure ??= new InvalidWorkflowSchedulerException(
            what + " " + HowToStay, System.Environment.StackTrace);
        IsGuarded = true;
    }

    /// <summary>Lets code of the SDK's surroundings, as a logger, use other schedulers until this is disposed
    /// of.</summary>
    public Unguarded Unguard() => new(this);

    protected override IEnumerable<Task> GetScheduledTasks() => _ready;

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
    {
        // Inline execution would change the order of coroutines.
        if (!taskWasPreviouslyQueued)
            QueueTask(task);
        return false;
    }

    protected override void QueueTask(Task task)
    {
        if (Environment.CurrentManagedThreadId == _thread)
        {
            _ready.Enqueue(task);
            return;
        }
        // An awaited timer, thread or I/O has ended on a thread of its own: no replay could repeat that.
        var failure = new InvalidWorkflowSchedulerException(
            "Workflow code awaited work outside the workflow's scheduler (Task.Delay, Task.Run, I/O, "
                + "ConfigureAwait(false), ...). "
            + HowToStay);
        // The run's next task fails with it. Until then the run waits for something that history does not know: say so
        // now.
        if (Interlocked.CompareExchange(ref _foreignWork, failure, null) == null)
            _logger.LogError(failure, "Workflow {WorkflowId} left its scheduler", Info.WorkflowId);
    }

    private Task StartOnScheduler(Func<Task> function) => _factory.StartNew(function).Unwrap();

    private void RunUntilBlocked()
    {
        do
        {
            while (_ready.TryDequeue(out var task))
            {
                TryExecuteTask(task);
                ThrowTaskFailure();
                if (Volatile.Read(ref _foreignWork) is { } foreign)
                    throw foreign;
            }
            ResolveFirstCondition();
        }
        while (_ready.Count > 0);
    }

    // Only the first one: what it wakes may change what the others wait for.
    private void ResolveFirstCondition()
    {
        for (var node = _conditions.First; node != null; node = node.Next)
        {
            if (!node.Value.Check())
                continue;
            _conditions.Remove(node);
            node.Value.Source.TrySetResult(true);
            return;
        }
    }

    /// <summary>Remembers where workflow code waits, for the stack trace query; null when that is off.</summary>
    internal LinkedListNode<StackTrace>? EnterWait() => _details.StackTrace switch
    {
        Worker.WorkflowStackTrace.Normal => _stacks.AddLast(new StackTrace(1, fNeedFileInfo: true)),
        Worker.WorkflowStackTrace.WithoutFileInfo => _stacks.AddLast(new StackTrace(1, fNeedFileInfo: false)),
        _ => null,
    };

    internal void LeaveWait(LinkedListNode<StackTrace>? wait)
    {
        if (wait?.List != null)
            _stacks.Remove(wait);
    }

    /// <summary>A time in which nobody watches whether the scheduler is left.</summary>
    public readonly struct Unguarded : IDisposable
    {
        private readonly WorkflowInstance _workflow;
        private readonly bool _before;

        public Unguarded(WorkflowInstance workflow)
        {
            _workflow = workflow;
            _before = workflow.IsGuarded;
            workflow.IsGuarded = false;
        }

        public void Dispose() => _workflow.IsGuarded = _before;
    }

    private sealed record Condition(Func<bool> Check, TaskCompletionSource<bool> Source);
}
