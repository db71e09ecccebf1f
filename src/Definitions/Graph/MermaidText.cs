using System.Text;

namespace Pipelines.Definitions.Graph;

/// <summary>Writes a drawing as a Mermaid flowchart.</summary>
internal static class MermaidText
{
    public static string Write(GraphModel graph)
    {
        var text = new StringBuilder("flowchart TD\n");
        foreach (var item in graph.Items) Write(text, item, indent: 1);
        foreach (var edge in graph.Edges)
        {
            var arrow = edge.Kind switch
            {
                GraphEdgeKind.Order => "-.->",
                GraphEdgeKind.Branch => "==>",
                _ => "-->",
            };
            text.Append("  ").Append(edge.From).Append(' ').Append(arrow);
            if (edge.Label.Length > 0) text.Append("|\"").Append(Escape(edge.Label)).Append("\"|");
            text.Append(' ').Append(edge.To).Append('\n');
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, GraphItem item, int indent)
    {
        text.Append(' ', 2 * indent);
        switch (item)
        {
            case GraphItem.Node node:
                var (open, close) = Shape(node.Type);
                text.Append(node.Id).Append(open).Append('"').Append(Escape(node.Name));
                if (node.Detail.Length > 0) text.Append("<br/>").Append(Escape(node.Detail));
                text.Append('"').Append(close).Append('\n');
                break;
            case GraphItem.Frame frame:
                text.Append("subgraph ").Append(frame.Id).Append("[\"").Append(Escape(frame.Label)).Append("\"]\n");
                foreach (var inner in frame.Items) Write(text, inner, indent + 1);
                text.Append(' ', 2 * indent).Append("end\n");
                break;
        }
    }

    private static (string Open, string Close) Shape(string type) => type switch
    {
        "condition" => ("{", "}"),
        "register" => ("[(", ")]"),
        "fail" => ("{{", "}}"),
        "loop" or "group" => ("([", "])"),
        "foreach" or "pipeline" => ("[[", "]]"),
        "approval" => ("[/", "\\]"),
        "callback" => (">", "]"),
        "http" => ("[/", "/]"),
        "wait" => ("(((", ")))"),
        "" => ("((", "))"),
        _ => ("[", "]"),
    };

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in GraphLabel.Cut(text))
        {
            escaped.Append(character switch
            {
                '"' => "#quot;",
                '<' => "#lt;",
                '>' => "#gt;",
                '&' => "#amp;",
                '#' => "#35;",
                '`' => "#96;",
                _ => character.ToString(),
            });
        }

        return escaped.ToString();
    }
}
