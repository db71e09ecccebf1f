using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Building;

/// <summary>What every step has that is tried again: those with blocks, those that a worker runs, and those that are
/// answered.</summary>
/// <typeparam name="T">The step's own builder.</typeparam>
public abstract class AttemptStepBuilder<T> : FallibleStepBuilder<T>
    where T : AttemptStepBuilder<T>
{
    private protected AttemptStepBuilder(BuilderNode node)
        : base(node)
    {
    }

    /// <summary>Bounds one attempt; of a step with blocks all that is inside, of one that waits the wait for its
    /// answer.</summary>
    public T Timeout(TimeSpan longest)
    {
        Node.SetDuration("timeout", longest);
        return (T)this;
    }

    /// <summary>Says how a failed attempt is tried again. Default: not at all.</summary>
    public T Retry(RetryDefinition retry)
    {
        ArgumentNullException.ThrowIfNull(retry);
        Node.Retry(retry);
        return (T)this;
    }

    /// <summary>The same with the defaults of the language: 1 s before the second attempt, then twice as long each
    /// time.</summary>
    public T Retry(int attempts, params IReadOnlyList<string> notOn) =>
        Retry(new RetryDefinition(attempts, TimeSpan.FromSeconds(1), 2, null, notOn));
}
