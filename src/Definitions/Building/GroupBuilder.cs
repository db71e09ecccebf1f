namespace Pipelines.Definitions.Building;

/// <summary>A <c>group</c> step.</summary>
public sealed class GroupBuilder : AttemptStepBuilder<GroupBuilder>
{
    internal GroupBuilder(BuilderNode node)
        : base(node) => Steps = new BlockBuilder(node);

    /// <summary>The steps that are taken together, and what they hand out.</summary>
    public BlockBuilder Steps { get; }

    /// <summary>Adds what runs after a failure.</summary>
    public GroupBuilder Catch(Action<BlockBuilder> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        steps(new BlockBuilder(Node.Child("catch")));
        return this;
    }

    /// <summary>Adds what runs at the end, whatever happened.</summary>
    public GroupBuilder Finally(Action<BlockBuilder> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        steps(new BlockBuilder(Node.Child("finally")));
        return this;
    }
}
