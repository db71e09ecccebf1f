using System.Text;

namespace Pipelines.Definitions.Graph;

/// <summary>Writes a drawing in DOT.</summary>
internal static class DotText
{
    public static string Write(GraphModel graph)
    {
        var text = new StringBuilder("digraph \"").Append(Escape(graph.Title)).Append("\" {\n");
        text.Append("  node [shape=box, style=rounded];\n");
        foreach (var item in graph.Items) Write(text, item, indent: 1);
        foreach (var edge in graph.Edges)
        {
            text.Append("  ").Append(edge.From).Append(" -> ").Append(edge.To);
            var style = edge.Kind switch
            {
                GraphEdgeKind.Order => "style=dashed",
                GraphEdgeKind.Branch => "style=bold",
                _ => "",
            };
            var label = edge.Label.Length > 0 ? $"label=\"{Escape(edge.Label)}\"" : "";
            var attributes = string.Join(", ", new[] { label, style }.Where(a => a.Length > 0));
            if (attributes.Length > 0) text.Append(" [").Append(attributes).Append(']');
            text.Append(";\n");
        }

        return text.Append("}\n").ToString();
    }

    private static void Write(StringBuilder text, GraphItem item, int indent)
    {
        text.Append(' ', 2 * indent);
        switch (item)
        {
            case GraphItem.Node node:
                text.Append(node.Id).Append(" [label=\"").Append(Escape(node.Name));
                if (node.Detail.Length > 0) text.Append("\\n").Append(Escape(node.Detail));
                text.Append('"').Append(Shape(node.Type)).Append("];\n");
                break;
            case GraphItem.Frame frame:
                text.Append("subgraph cluster_").Append(frame.Id).Append(" {\n");
                text.Append(' ', 2 * (indent + 1)).Append("label=\"").Append(Escape(frame.Label)).Append("\";\n");
                foreach (var inner in frame.Items) Write(text, inner, indent + 1);
                text.Append(' ', 2 * indent).Append("}\n");
                break;
        }
    }

    private static string Shape(string type) => type switch
    {
        "condition" => ", shape=diamond, style=solid",
        "register" => ", shape=cylinder, style=solid",
        "fail" => ", shape=octagon, style=solid",
        "loop" => ", shape=ellipse, style=solid",
        "foreach" => ", shape=ellipse, style=solid, peripheries=2",
        "group" => ", shape=ellipse, style=dashed",
        "pipeline" => ", shape=component, style=solid",
        "approval" => ", shape=invtrapezium, style=solid",
        "callback" => ", shape=cds, style=solid",
        "http" => ", shape=parallelogram, style=solid",
        "wait" => ", shape=hexagon, style=solid",
        "" => ", shape=circle, style=solid",
        _ => "",
    };

    private static string Escape(string text) => GraphLabel.Cut(text)
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal);
}
