namespace Pipelines.Definitions.Graph;

/// <summary>A drawing of a pipeline before it takes a format's form.</summary>
internal sealed record GraphModel(string Title, IReadOnlyList<GraphItem> Items, IReadOnlyList<GraphEdge> Edges);
