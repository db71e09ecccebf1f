using System.Text.Json;

namespace Pipelines.Activities.Jobs;

/// <summary>An input as a program finds it.</summary>
/// <param name="Name">The channel's name.</param>
/// <param name="Folder">The channel's folder.</param>
/// <param name="Text">What <c>PIPELINE_INPUT_NAME</c> says: the path of an artifact, or a value as text; null when it
/// is too long for a variable.</param>
internal sealed record JobInput(string Name, string Folder, string? Text)
{
    private const int LongestVariable = 64 * 1024; // Linux refuses variables above 128 KiB

    /// <summary>Returns the text of a value: a string as it is, any other as JSON, nothing for null.</summary>
    public static string? TextOf(JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Null or JsonValueKind.Undefined => "",
            _ => HyperparameterText.Canonical(value),
        };
        return text.Length <= LongestVariable && !text.Contains('\0', StringComparison.Ordinal) ? text : null;
    }
}
