using System.Text.Json;

namespace Pipelines.Definitions.Tests.Expressions.Conformance;

/// <summary>One case of CEL's conformance data.</summary>
public sealed record ConformanceCase(JsonElement Json, int Repeat)
{
    public string File => Text("file");

    /// <summary>The case's name; a number is added where a name stands several times in a section.</summary>
    public string Id => $"{File}/{Text("section")}/{Text("name")}{(Repeat == 0 ? "" : $"#{Repeat + 1}")}";

    public string Text(string field) => Json.TryGetProperty(field, out var found) ? found.GetString()! : "";

    public bool Flag(string field) => Json.TryGetProperty(field, out var found) && found.GetBoolean();

    public static IEnumerable<ConformanceCase> ReadAll(string folder)
    {
        foreach (var path in Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(
                System.IO.File.ReadAllText(path),
                new JsonDocumentOptions { MaxDepth = 1_000 });
            var seen = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var json in document.RootElement.EnumerateArray())
            {
                var first = new ConformanceCase(json.Clone(), 0);
                var repeat = seen.GetValueOrDefault(first.Id);
                seen[first.Id] = repeat + 1;
                if (!first.Flag("needs_proto")) yield return first with { Repeat = repeat };
            }
        }
    }
}
