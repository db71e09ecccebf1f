namespace Pipelines.Definitions.Graph;

/// <summary>A node, or a frame around others.</summary>
internal abstract record GraphItem
{
    private GraphItem(string id) => Id = id;

    /// <summary>Letters, digits and underscores; begins with a letter; unique in the drawing.</summary>
    public string Id { get; }

    /// <param name="Id">The id.</param>
    /// <param name="Name">First line.</param>
    /// <param name="Detail">Second line.</param>
    /// <param name="Type">The step's type; empty for a node that stands for no step.</param>
    internal sealed record Node(string Id, string Name, string Detail, string Type) : GraphItem(Id);

    internal sealed record Frame(string Id, string Label, IReadOnlyList<GraphItem> Items) : GraphItem(Id);
}
