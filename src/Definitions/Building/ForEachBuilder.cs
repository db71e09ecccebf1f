namespace Pipelines.Definitions.Building;

/// <summary>A <c>foreach</c> step.</summary>
public sealed class ForEachBuilder : AttemptStepBuilder<ForEachBuilder>
{
    internal ForEachBuilder(BuilderNode node, string item)
        : base(node)
    {
        node.Set("as", item);
        Item = Cel.Name(item);
        Steps = new BlockBuilder(node);
    }

    /// <summary>What runs for every item, and the outputs of an item.</summary>
    public BlockBuilder Steps { get; }

    /// <summary>The item; of a matrix a map from axis to value.</summary>
    public Cel Item { get; }

    /// <summary>The item's number, from 0.</summary>
    public Cel Index { get; } = Cel.Of("loop.index");

    /// <summary>Goes through the list that an expression gives.</summary>
    public ForEachBuilder Items(Cel list) => Test("items", list);

    /// <summary>Goes through a list.</summary>
    public ForEachBuilder ItemsOf(params IReadOnlyList<PipelineValue> items) => Set("items", PipelineValue.List(items));

    /// <summary>Adds an axis of a matrix: the items are all combinations, the last axis changing fastest.</summary>
    public ForEachBuilder Axis(string name, Cel list)
    {
        ArgumentNullException.ThrowIfNull(list);
        return Put("matrix", name, list.Text);
    }

    /// <summary>Adds an axis of a matrix.</summary>
    public ForEachBuilder AxisOf(string name, params IReadOnlyList<PipelineValue> values) =>
        Put("matrix", name, PipelineValue.List(values));

    /// <summary>Bounds how many items are at work at once.</summary>
    public ForEachBuilder Parallelism(int most) => Set("parallelism", most);
}
