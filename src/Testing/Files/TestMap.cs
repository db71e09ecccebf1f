using System.Text.Json;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Reading;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Testing.Files;

/// <summary>A map of a test file, read field by field; every fault is reported and reading goes on.</summary>
internal sealed class TestMap
{
    private readonly Dictionary<string, YamlEntry> _entries = new(StringComparer.Ordinal);

    private TestMap(DiagnosticBag bag, YamlNode.Mapping map, string path, IReadOnlyList<string> known)
    {
        (Bag, Path) = (bag, path);
        foreach (var entry in map.Entries)
        {
            if (known.Contains(entry.Name)) _entries.Add(entry.Name, entry);
            else bag.Error(
                TestCodes.UnknownField, entry.Key.Span, $"{At("")}unknown field '{Short(entry.Name)}'.",
                bag.Suggest(entry.Name, known));
        }
    }

    public DiagnosticBag Bag { get; }

    /// <summary>Where it stands, for messages; empty at the top.</summary>
    public string Path { get; }

    /// <summary>Opens a node as a map with these fields; null with a fault when it is none. Nothing is an empty
    /// map.</summary>
    public static TestMap? Open(DiagnosticBag bag, YamlNode node, string path, params IReadOnlyList<string> known) =>
        MapOf(bag, node, path) is { } map ? new(bag, map, path, known) : null;

    /// <summary>The node as a map of any keys; null with a fault when it is none.</summary>
    public static YamlNode.Mapping? MapOf(DiagnosticBag bag, YamlNode node, string path)
    {
        if (node is YamlNode.Mapping map) return map;
        if (IsNothing(node)) return new(node.Source, node.Start, []);
        Wrong(bag, node, path, "a map");
        return null;
    }

    public static bool IsNothing(YamlNode node) => node is YamlNode.Scalar { Value: CoreValue.Nothing };

    public static void Wrong(DiagnosticBag bag, YamlNode node, string path, string wanted) =>
        bag.Error(TestCodes.WrongKind, node.Span, $"{path}: {wanted} belongs here, but this is {node.Kind}.");

    public static string Short(string text) => text.Length <= 80 ? text : text[..80] + "…";

    /// <summary>The field with what it holds; null when it is absent.</summary>
    public YamlEntry? Find(string field) => _entries.GetValueOrDefault(field);

    public IEnumerable<YamlEntry> Present(params IReadOnlyList<string> fields) =>
        fields.Select(Find).OfType<YamlEntry>();

    public string? Text(string field)
    {
        if (Find(field) is not { } entry) return null;
        if (entry.Value is YamlNode.Scalar scalar && !IsNothing(scalar)) return scalar.Text;
        Wrong(Bag, entry.Value, At(field), "text");
        return null;
    }

    public bool? Truth(string field)
    {
        if (Find(field) is not { } entry) return null;
        if (entry.Value is YamlNode.Scalar { Value: CoreValue.Truth truth }) return truth.Value;
        Wrong(Bag, entry.Value, At(field), "true or false");
        return null;
    }

    public int? Whole(string field) => Find(field) is { } entry ? Whole(Bag, entry.Value, At(field)) : null;

    public static int? Whole(DiagnosticBag bag, YamlNode node, string path)
    {
        if (node is YamlNode.Scalar { Value: CoreValue.Whole { Value: >= 0 and <= int.MaxValue } whole })
            return (int)whole.Value;
        Wrong(bag, node, path, "a whole number from 0 on");
        return null;
    }

    public TimeSpan? Duration(string field)
    {
        if (Find(field) is not { } entry) return null;
        if (entry.Value is YamlNode.Scalar scalar
            && (scalar.Text == "0" ? TimeSpan.Zero : DurationText.Parse(scalar.Text)) is { } duration) return duration;
        Wrong(Bag, entry.Value, At(field), "a duration such as 500ms, 30s, 5m, 2h, 1d or PT1H");
        return null;
    }

    public DateTimeOffset? Time(string field)
    {
        if (Find(field) is not { } entry) return null;
        if (entry.Value is YamlNode.Scalar scalar && DateTimeOffset.TryParse(
            scalar.Text, System.Globalization.CultureInfo.InvariantCulture,
                System.Globalization.DateTimeStyles.AssumeUniversal, out var time))
            return time.ToUniversalTime();
        Wrong(Bag, entry.Value, At(field), "a time such as 2026-01-31T08:00:00Z");
        return null;
    }

    /// <summary>Name → value of a field; empty when it is absent.</summary>
    public Dictionary<string, JsonElement> Values(string field)
    {
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (Find(field) is { } entry && MapOf(Bag, entry.Value, At(field)) is { } map)
        {
            foreach (var value in map.Entries) values[value.Name] = YamlJson.ToJson(value.Value, Bag);
        }

        return values;
    }

    /// <summary>Name → text of a field; empty when it is absent.</summary>
    public Dictionary<string, string> Texts(string field)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Find(field) is not { } entry || MapOf(Bag, entry.Value, At(field)) is not { } map) return texts;
        foreach (var value in map.Entries)
        {
            if (value.Value is YamlNode.Scalar scalar) texts[value.Name] = scalar.Text;
            else Wrong(Bag, value.Value, $"{At(field)}.{value.Name}", "text");
        }

        return texts;
    }

    /// <summary>Where a field stands; without one, what to put before a message.</summary>
    public string At(string field) => (Path.Length, field.Length) switch
    {
        (0, _) => field,
        (_, 0) => Path + ": ",
        _ => $"{Path}.{field}",
    };
}
