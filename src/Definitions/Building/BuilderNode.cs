using System.Text.Json.Nodes;
using System.Xml;
using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Building;

/// <summary>A map of the pipeline that is built.</summary>
internal sealed class BuilderNode(Dictionary<string, BuiltSource> built)
{
    private readonly Dictionary<string, BuilderNode> _children = new(StringComparer.Ordinal);

    public JsonObject Json { get; } = [];

    /// <summary>The definitions that are embedded anywhere in the pipeline, by the words that stand for their
    /// files.</summary>
    public Dictionary<string, BuiltSource> Built { get; } = built;

    public void Set(string field, PipelineValue value) => Json[field] = value.Node();

    public void SetDuration(string field, TimeSpan duration) => Set(field, XmlConvert.ToString(duration));

    /// <summary>Sets an expression as it stands.</summary>
    public void SetExpression(string field, Cel expression) => Set(field, expression.Text);

    /// <summary>Sets a list of words; nothing for an empty one.</summary>
    public void SetWords(string field, IEnumerable<string> words)
    {
        var list = words.Select(w => (PipelineValue)w).ToList();
        if (list.Count > 0) Set(field, PipelineValue.List(list));
    }

    /// <summary>Returns the map in a field, which is made when it is not there.</summary>
    public BuilderNode Child(string field) => _children.TryGetValue(field, out var child) ? child : New(field);

    /// <summary>Makes the map in a field.</summary>
    /// <exception cref="ArgumentException">The field is there already.</exception>
    public BuilderNode New(string field)
    {
        var child = new BuilderNode(Built);
        Add(field, child.Json);
        _children.Add(field, child);
        return child;
    }

    /// <summary>Sets a field that must not be there yet.</summary>
    public void Add(string field, PipelineValue value) => Add(field, value.Node());

    /// <summary>Adds a map to the list in a field.</summary>
    public void Append(string field, BuilderNode item)
    {
        if (Json[field] is not JsonArray list) Json[field] = list = [];
        list.Add(item.Json);
    }

    /// <summary>Sets the fields of a call of a web service.</summary>
    public void Call(
        PipelineValue url, string? method, PipelineValue? body,
        IReadOnlyList<(string Name, PipelineValue Value)> headers)
    {
        Set("url", url);
        if (method is not null) Set("method", method);
        if (body is not null) Set("body", body);
        foreach (var (name, value) in headers) Child("headers").Add(name, value);
    }

    public void Retry(RetryDefinition retry)
    {
        var node = New("retry");
        node.Set("attempts", retry.Attempts);
        node.SetDuration("interval", retry.Interval);
        node.Set("backoff", retry.Backoff);
        if (retry.Maximum is { } maximum) node.SetDuration("maximum", maximum);
        node.SetWords("notOn", retry.NotOn);
    }

    private void Add(string field, JsonNode? value)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (!Json.TryAdd(field, value))
            throw new ArgumentException($"'{field}' is there already; names are unique in their block.", nameof(field));
    }
}
