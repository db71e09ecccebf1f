namespace Pipelines.Definitions.Building;

/// <summary>What every step has that a worker runs.</summary>
/// <typeparam name="T">The step's own builder.</typeparam>
public abstract class WorkStepBuilder<T> : AttemptStepBuilder<T>
    where T : WorkStepBuilder<T>
{
    private protected WorkStepBuilder(BuilderNode node)
        : base(node)
    {
    }

    /// <summary>Names the task queue whose workers run the step. Default: the execution's own.</summary>
    public T Queue(string name) => Set("queue", name);
}
