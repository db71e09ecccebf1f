using System.Text.Json;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading;

/// <summary>Reads values in which strings may hold expressions.</summary>
internal static class Values
{
    public static JsonElement Read(
        DiagnosticBag bag, YamlNode node, string where, ExpectedValue expected, List<ExpressionSite> sites)
    {
        Collect(bag, node, where, expected, sites);
        return YamlJson.ToJson(node, bag);
    }

    /// <summary>Reads a map of names to values; entries with a wrong name are reported and left out.</summary>
    public static Dictionary<string, JsonElement> ReadMap(
        Fields fields,
        string field,
        ExpectedValue expected,
        List<ExpressionSite> sites,
        Func<DiagnosticBag, YamlNode.Scalar, bool> checkName)
    {
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (fields.Find(field) is not { } entry) return values;
        if (Fields.AsMap(fields.Bag, entry.Value, fields.At(field)) is not { } map) return values;
        foreach (var (key, value) in map.Entries.Select(e => (e.Key, e.Value)))
        {
            if (!checkName(fields.Bag, key)) continue;
            values.Add(key.Text, Read(fields.Bag, value, $"{fields.At(field)}.{key.Text}", expected, sites));
        }

        return values;
    }

    /// <summary>Like <see cref="ReadMap"/>, and keeps the expressions of each value apart.</summary>
    public static List<ValueDraft> ReadDrafts(
        Fields fields, string field, Func<DiagnosticBag, YamlNode.Scalar, bool> checkName)
    {
        var drafts = new List<ValueDraft>();
        if (fields.Find(field) is not { } entry) return drafts;
        if (Fields.AsMap(fields.Bag, entry.Value, fields.At(field)) is not { } map) return drafts;
        foreach (var (key, value) in map.Entries.Select(e => (e.Key, e.Value)))
        {
            if (!checkName(fields.Bag, key)) continue;
            var sites = new List<ExpressionSite>();
            var read = Read(fields.Bag, value, $"{fields.At(field)}.{key.Text}", ExpectedValue.Any, sites);
            drafts.Add(new(key.Text, key, value, read, sites));
        }

        return drafts;
    }

    private static void Collect(
        DiagnosticBag bag, YamlNode node, string where, ExpectedValue expected, List<ExpressionSite> sites)
    {
        switch (node)
        {
            case YamlNode.Scalar scalar:
                if (scalar.Text.Contains("${{", StringComparison.Ordinal))
                    sites.Add(ExpressionSite.OfTemplate(bag, scalar, where, expected));
                break;
            case YamlNode.Sequence list:
                if (expected != ExpectedValue.Any)
                {
                    Fields.WrongKind(bag, node, where, "one value");
                    break;
                }

                for (var i = 0; i < list.Items.Count; i++)
                    Collect(bag, list.Items[i], $"{where}[{i}]", ExpectedValue.Any, sites);
                break;
            case YamlNode.Mapping map:
                if (expected != ExpectedValue.Any)
                {
                    Fields.WrongKind(bag, node, where, "one value");
                    break;
                }

                foreach (var entry in map.Entries)
                {
                    Scalars.IsConstant(bag, entry.Key, where);
                    Collect(bag, entry.Value, $"{where}.{entry.Name}", ExpectedValue.Any, sites);
                }

                break;
        }
    }
}
