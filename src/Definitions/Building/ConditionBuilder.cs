namespace Pipelines.Definitions.Building;

/// <summary>A <c>condition</c> step. Branches are tried in the order in which they are added.</summary>
public sealed class ConditionBuilder : AttemptStepBuilder<ConditionBuilder>
{
    internal ConditionBuilder(BuilderNode node)
        : base(node)
    {
    }

    /// <summary>Adds the first branch.</summary>
    public ConditionBuilder If(Cel test, Action<BlockBuilder> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        Test("if", test);
        steps(new BlockBuilder(Node.New("then")));
        return this;
    }

    /// <summary>Adds a branch that is taken when no earlier test holds and this one does.</summary>
    public ConditionBuilder ElseIf(Cel test, Action<BlockBuilder> steps)
    {
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(steps);
        var branch = new BuilderNode(Node.Built);
        branch.SetExpression("if", test);
        steps(new BlockBuilder(branch.New("then")));
        Node.Append("elif", branch);
        return this;
    }

    /// <summary>Adds the branch that is taken when no test holds.</summary>
    public ConditionBuilder Else(Action<BlockBuilder> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        steps(new BlockBuilder(Node.New("else")));
        return this;
    }
}
