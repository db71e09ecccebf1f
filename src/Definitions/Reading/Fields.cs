using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading;

/// <summary>A map with named fields, read one by one; every fault is reported and reading goes on.</summary>
internal sealed class Fields
{
    private readonly Dictionary<string, YamlEntry> _entries = new(StringComparer.Ordinal);
    private readonly SourceSpan _at;

    private Fields(DiagnosticBag bag, YamlNode.Mapping map, string path, SourceSpan at, FieldSet set)
    {
        (Bag, Path, _at) = (bag, path, at);
        foreach (var entry in map.Entries)
        {
            if (set.Known.Contains(entry.Name)) _entries.Add(entry.Name, entry);
            else if (set.Later.Contains(entry.Name)) NotYet(entry);
            else Unknown(entry, set);
        }
    }

    public DiagnosticBag Bag { get; }

    /// <summary>Fields that stand in the text but that this version does not read.</summary>
    public HashSet<string> Refused { get; } = new(StringComparer.Ordinal);

    /// <summary>Where the map stands, for messages: <c>steps.train</c>; empty at the top.</summary>
    public string Path { get; }

    /// <summary>Opens a node as a map; null with a fault when it is none. Nothing counts as an empty map.</summary>
    /// <param name="bag">Takes the faults.</param>
    /// <param name="node">The node.</param>
    /// <param name="path">Where it stands, for messages.</param>
    /// <param name="at">Where a missing field is reported: the key that leads to the map.</param>
    /// <param name="set">The fields it may have.</param>
    public static Fields? Open(DiagnosticBag bag, YamlNode node, string path, SourceSpan at, FieldSet set) =>
        AsMap(bag, node, path) is { } map ? new(bag, map, path, at, set) : null;

    public static YamlNode.Mapping? AsMap(DiagnosticBag bag, YamlNode node, string path)
    {
        if (node is YamlNode.Mapping map) return map;
        if (IsNothing(node)) return new(node.Source, node.Start, []);
        WrongKind(bag, node, path, "a map");
        return null;
    }

    public static void WrongKind(DiagnosticBag bag, YamlNode node, string path, string wanted, string? hint = null) =>
        bag.Error(
            DiagnosticCodes.WrongKind,
            node.Span,
            $"{path}: {wanted} belongs here, but this is {node.Kind}.",
            hint);

    public static bool IsNothing(YamlNode node) =>
        node is YamlNode.Scalar { Form: ScalarForm.Plain, Value: CoreValue.Nothing };

    public string At(string field) => Path.Length == 0 ? field : $"{Path}.{field}";

    /// <summary>Returns the field; null when it is absent or holds nothing.</summary>
    public YamlEntry? Find(string field) =>
        _entries.TryGetValue(field, out var entry) && !IsNothing(entry.Value) ? entry : null;

    /// <summary>Like <see cref="Find"/>, and reports its absence.</summary>
    public YamlEntry? Require(string field, string? hint = null)
    {
        if (Find(field) is { } entry) return entry;
        var at = _entries.TryGetValue(field, out var empty) ? empty.Key.Span : _at;
        Bag.Error(
            DiagnosticCodes.MissingField,
            at,
            Path.Length == 0 ? $"'{field}' is missing." : $"{Path}: '{field}' is missing.",
            hint);
        return null;
    }

    public string? Text(string field) => Find(field) is { } entry ? Scalars.Text(Bag, entry.Value, At(field)) : null;

    public bool? Truth(string field)
    {
        if (Find(field) is not { } entry) return null;
        if (entry.Value is YamlNode.Scalar { Value: CoreValue.Truth truth }) return truth.Value;
        WrongKind(Bag, entry.Value, At(field), "true or false");
        return null;
    }

    public int? Whole(string field, int least, int most)
    {
        if (Find(field) is not { } entry) return null;
        if (entry.Value is not YamlNode.Scalar { Value: CoreValue.Whole whole })
        {
            Scalars.WrongNumber(Bag, entry.Value, At(field), "a whole number");
            return null;
        }

        if (whole.Value >= least && whole.Value <= most) return (int)whole.Value;
        Bag.Error(
            DiagnosticCodes.OutOfRange,
            entry.Value.Span,
            $"{At(field)} is {whole.Value}; it takes {least} to {most}.");
        return null;
    }

    public double? Number(string field)
    {
        if (Find(field) is not { } entry) return null;
        if (Scalars.Number(entry.Value) is { } number) return number;
        Scalars.WrongNumber(Bag, entry.Value, At(field), "a number");
        return null;
    }

    public TimeSpan? Duration(string field) =>
        Find(field) is { } entry ? Scalars.Duration(Bag, entry.Value, At(field)) : null;

    /// <summary>Returns one of the choices by its word; the fallback when the field is absent or wrong.</summary>
    public T Word<T>(string field, T fallback, params IReadOnlyList<(string Word, T Value)> choices)
    {
        if (Find(field) is not { } entry || Scalars.Text(Bag, entry.Value, At(field)) is not { } text) return fallback;
        foreach (var (word, value) in choices)
        {
            if (word == text) return value;
        }

        Bag.Error(
            DiagnosticCodes.UnknownWord,
            entry.Value.Span,
            $"{At(field)}: '{Shown.Text(text)}' is not known; it takes "
            + $"{string.Join(", ", choices.Select(c => c.Word))}.",
            Bag.SuggestNearest(text, choices.Select(c => c.Word)));
        return fallback;
    }

    /// <summary>Returns the items of a list of plain texts that are texts; none when the field is absent.</summary>
    public IReadOnlyList<YamlNode.Scalar> Texts(string field)
    {
        if (Find(field) is not { } entry) return [];
        if (entry.Value is not YamlNode.Sequence list)
        {
            var hint = entry.Value is YamlNode.Scalar one ? $"write [{Shown.Text(one.Text)}]" : null;
            WrongKind(Bag, entry.Value, At(field), "a list", hint);
            return [];
        }

        var texts = new List<YamlNode.Scalar>();
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (Scalars.Text(Bag, list.Items[i], $"{At(field)}[{i}]") is not null)
                texts.Add((YamlNode.Scalar)list.Items[i]);
        }

        return texts;
    }

    private void Unknown(YamlEntry entry, FieldSet set) =>
        Bag.Error(
            DiagnosticCodes.UnknownField,
            entry.Key.Span,
            Path.Length == 0
                ? $"unknown field '{Shown.Text(entry.Name)}'."
                : $"{Path}: unknown field '{Shown.Text(entry.Name)}'.",
            entry.Name.Contains(' ', StringComparison.Ordinal) && IsNothing(entry.Value)
                ? "quote text that holds a comma"
                : Bag.Suggest(entry.Name, set.Known));

    private void NotYet(YamlEntry entry)
    {
        Refused.Add(entry.Name);
        Bag.Error(
            DiagnosticCodes.NotSupportedYet,
            entry.Key.Span,
            $"{At(entry.Name)}: '{entry.Name}' is part of the language, but not supported yet by this version.");
    }
}
