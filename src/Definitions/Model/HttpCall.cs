using System.Text.Json;

namespace Pipelines.Definitions.Model;

/// <summary>A call of a web service.</summary>
/// <param name="Method">The method in capitals, such as <c>POST</c>. Default in files: GET, with a body POST.</param>
/// <param name="Url">Value template of an absolute http or https address.</param>
public sealed record HttpCall(string Method, JsonElement Url)
{
    /// <summary>Header name → value template.</summary>
    public IReadOnlyDictionary<string, JsonElement> Headers { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Value template: text is sent as it is, all else as JSON; null means no body.</summary>
    public JsonElement? Body { get; init; }
}
