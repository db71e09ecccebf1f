using System.Text.Json;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Parameters;

/// <summary>Turns what was written into a value of a parameter's type.</summary>
internal static class ParameterConversion
{
    /// <summary>The types by their words, in the order they are listed to users.</summary>
    public static readonly (string Word, ParameterType Value)[] Words =
    [
        ("string", ParameterType.String), ("int", ParameterType.Int), ("float", ParameterType.Float),
        ("bool", ParameterType.Bool), ("list", ParameterType.List), ("map", ParameterType.Map),
        ("file", ParameterType.File), ("directory", ParameterType.Directory),
    ];

    public static string WordOf(ParameterType type) => Array.Find(Words, w => w.Value == type).Word;

    /// <summary>What a value of the type looks like, for hints.</summary>
    public static string Example(ParameterType type) => type switch
    {
        ParameterType.String => "text, such as abc",
        ParameterType.Int => "a whole number, such as 42",
        ParameterType.Float => "a number, such as 0.5",
        ParameterType.Bool => "true or false",
        ParameterType.List => "a list, such as [1, 2] or a,b",
        ParameterType.Map => "a map, such as {a: 1}",
        ParameterType.File => "the path of a file",
        _ => "the path of a directory",
    };

    /// <summary>Returns the type that a value shows by itself; null for nothing and for numbers out of range.</summary>
    public static ParameterType? TypeOf(YamlNode node) => node switch
    {
        YamlNode.Sequence => ParameterType.List,
        YamlNode.Mapping => ParameterType.Map,
        YamlNode.Scalar scalar => scalar.Value switch
        {
            CoreValue.Words => ParameterType.String,
            CoreValue.Whole => ParameterType.Int,
            CoreValue.Real => ParameterType.Float,
            CoreValue.Truth => ParameterType.Bool,
            _ => null,
        },
        _ => null,
    };

    /// <summary>Returns the value; null when the node is not of the type.</summary>
    /// <param name="type">The parameter's type.</param>
    /// <param name="node">What was written.</param>
    /// <param name="bag">Takes faults inside lists and maps.</param>
    public static JsonElement? FromYaml(ParameterType type, YamlNode node, DiagnosticBag bag) => (type, node) switch
    {
        (ParameterType.List, YamlNode.Sequence) or (ParameterType.Map, YamlNode.Mapping) => YamlJson.ToJson(node, bag),
        (_, YamlNode.Scalar scalar) => FromScalar(type, scalar.Value),
        _ => null,
    };

    /// <summary>Reads text from a command line, where nothing is quoted.</summary>
    public static JsonElement? FromText(ParameterType type, string text, DiagnosticBag bag)
    {
        switch (type)
        {
            case ParameterType.String:
                return YamlJson.Of(text);
            case ParameterType.List when !text.TrimStart().StartsWith('['):
                return Listed(text);
            case ParameterType.List or ParameterType.Map:
                return YamlReader.Read(bag) is { } node ? FromYaml(type, node, bag) : null;
            default:
                return text.Length > 0 ? FromScalar(type, PathOrCore(type, text)) : null;
        }
    }

    private static CoreValue PathOrCore(ParameterType type, string text) =>
        type is ParameterType.File or ParameterType.Directory ? new CoreValue.Words(text) : CoreValue.Of(text.Trim());

    private static JsonElement? FromScalar(ParameterType type, CoreValue value) => (type, value) switch
    {
        (ParameterType.String, CoreValue.Words words) => YamlJson.Of(words.Value),
        (ParameterType.File or ParameterType.Directory, CoreValue.Words { Value.Length: > 0 } path) =>
            YamlJson.Of(path.Value),
        (ParameterType.Int, CoreValue.Whole whole) => YamlJson.Of(whole.Value),
        (ParameterType.Float, CoreValue.Whole whole) => YamlJson.Of((double)whole.Value),
        (ParameterType.Float, CoreValue.Real real) => YamlJson.Of(real.Value),
        (ParameterType.Bool, CoreValue.Truth truth) => YamlJson.Of(truth.Value),
        _ => null,
    };

    private static JsonElement Listed(string text) => YamlJson.Build(writer =>
    {
        writer.WriteStartArray();
        foreach (var item in text.Length == 0 ? [] : text.Split(','))
        {
            switch (CoreValue.Of(item.Trim()))
            {
                case CoreValue.Whole whole:
                    writer.WriteNumberValue(whole.Value);
                    break;
                case CoreValue.Real real:
                    YamlJson.Of(real.Value).WriteTo(writer);
                    break;
                case CoreValue.Truth truth:
                    writer.WriteBooleanValue(truth.Value);
                    break;
                default:
                    writer.WriteStringValue(item.Trim());
                    break;
            }
        }

        writer.WriteEndArray();
    });
}
