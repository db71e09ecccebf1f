namespace Temporalio.Service.Matching;

/// <summary>
/// Tasks that wait, by their level of priority: those of level 1 leave first, those of one level in order of arrival.
/// Guarded by the queue's lock.
/// </summary>
internal sealed class Backlog<TTask>
{
    /// <summary>The level of tasks that name none.</summary>
    public const int DefaultLevel = 3;

    private const int Levels = 5;
    private readonly Queue<(TTask Task, long AddedAt)>?[] _levels = new Queue<(TTask, long)>?[Levels];

    /// <summary>How many wait.</summary>
    public int Count { get; private set; }

    /// <summary>When the one that waits longest came; null when none waits.</summary>
    public long? OldestAddedAt
    {
        get
        {
            long? oldest = null;
            foreach (var level in _levels)
            {
                if (level is not null && level.TryPeek(out var first) && !(first.AddedAt >= oldest))
                    oldest = first.AddedAt;
            }

            return oldest;
        }
    }

    /// <summary>Adds a task.</summary>
    /// <param name="level">From 1, the first to leave, to 5; others count as the nearest of these.</param>
    public void Add(TTask task, long now, int level)
    {
        (_levels[Math.Clamp(level, 1, Levels) - 1] ??= new Queue<(TTask, long)>()).Enqueue((task, now));
        Count++;
    }

    /// <summary>Takes the task that is to leave next.</summary>
    public bool TryTake(out TTask task)
    {
        task = default!;
        if (Count == 0) return false;
        foreach (var level in _levels)
        {
            if (level is null || !level.TryDequeue(out var first)) continue;
            (task, Count) = (first.Task, Count - 1);
            return true;
        }

        return false;
    }

    /// <summary>Takes all, in the order in which they were to leave.</summary>
    public IReadOnlyList<TTask> TakeAll()
    {
        var all = new List<TTask>(Count);
        while (TryTake(out var task)) all.Add(task);
        return all;
    }

    /// <summary>Returns the levels of which tasks wait: how many, and when the first of them came.</summary>
    public IReadOnlyList<(int Level, int Count, long AddedAt)> ByLevel()
    {
        var found = new List<(int, int, long)>();
        for (var i = 0; i < Levels; i++)
        {
            if (_levels[i] is { Count: > 0 } level) found.Add((i + 1, level.Count, level.Peek().AddedAt));
        }

        return found;
    }
}
