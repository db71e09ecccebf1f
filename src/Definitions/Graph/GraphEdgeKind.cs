namespace Pipelines.Definitions.Graph;

/// <summary>What an arrow stands for.</summary>
internal enum GraphEdgeKind
{
    /// <summary>Something is handed over.</summary>
    Data,

    /// <summary>Only the order: <c>needs</c>.</summary>
    Order,

    /// <summary>A condition leads to the first steps of a branch.</summary>
    Branch,
}
