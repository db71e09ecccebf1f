using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Building;

/// <summary>The text that a builder makes, in which places are told by paths.</summary>
internal sealed class BuilderText
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 2 * YamlLimits.Depth,
    };

    private readonly string _name;
    private readonly Lazy<YamlNode?> _root;

    public BuilderText(string name, JsonObject json)
    {
        _name = name;
        Source = new SourceText(name, Write(json));
        _root = new(() => YamlReader.Read(new DiagnosticBag(Source)));
    }

    public SourceText Source { get; }

    public static string Write(JsonObject json) => json.ToJsonString(Plain);

    /// <summary>Returns the same with the path of its place; what is in a file stays as it is.</summary>
    public Diagnostic AtItsPath(Diagnostic diagnostic)
    {
        if (diagnostic.At.File != _name || diagnostic.At.Line != 1) return diagnostic;
        var path = new StringBuilder();
        if (_root.Value is { } root) Follow(root, diagnostic.At.Column - 1, path);
        return diagnostic
            with { At = new(path.Length == 0 ? _name : $"{_name}: {path}", Line: 0, Column: 1, Length: 1) };
    }

    private static void Follow(YamlNode node, int offset, StringBuilder path)
    {
        switch (node)
        {
            case YamlNode.Mapping map when map.Entries.LastOrDefault(e => e.Key.Start <= offset) is { } entry:
                if (path.Length > 0) path.Append('.');
                path.Append(entry.Name);
                if (entry.Value.Start <= offset) Follow(entry.Value, offset, path);
                break;
            case YamlNode.Sequence list:
                for (var i = list.Items.Count - 1; i >= 0; i--)
                {
                    if (list.Items[i].Start > offset) continue;
                    path.Append('[').Append(i).Append(']');
                    Follow(list.Items[i], offset, path);
                    break;
                }

                break;
        }
    }
}
