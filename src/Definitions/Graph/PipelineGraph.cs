using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Graph;

/// <summary>Draws pipelines. Pure: the same definition gives the same text.</summary>
/// <remarks>
/// Every step is a node; a condition is a diamond, and each of its branches a frame. A solid arrow hands something over and
/// names it, a dashed one is only an order (<c>needs</c>), a thick one leads from a condition into a branch.
/// </remarks>
public static class PipelineGraph
{
    /// <summary>Returns a flowchart in Mermaid's language.</summary>
    public static string Mermaid(PipelineDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return MermaidText.Write(GraphBuilder.Build(definition));
    }

    /// <summary>Returns a directed graph in DOT, the language of Graphviz.</summary>
    public static string Dot(PipelineDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return DotText.Write(GraphBuilder.Build(definition));
    }
}
