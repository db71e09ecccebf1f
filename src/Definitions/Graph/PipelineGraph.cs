using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Graph;

/// <summary>Draws pipelines. Pure: the same definition gives the same text.</summary>
/// <remarks>
/// Every step is a node, with a shape of its own for each type that runs no program. A condition is a diamond, and each
/// of its branches a frame. Every other step with blocks is a frame that holds its node and the steps inside, with
/// frames of their own for what runs after a failure and at the end. A solid arrow hands something over and names it, a
/// dashed one is only an order (<c>needs</c>), a thick one leads from a step into a block.
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
