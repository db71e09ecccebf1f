namespace Pipelines.Definitions.Graph;

/// <summary>An arrow: what it stands for, and its words (may be empty).</summary>
internal sealed record GraphEdge(string From, string To, GraphEdgeKind Kind, string Label);
