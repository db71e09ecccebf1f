using System.Text.Json;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Starter.Commands;

/// <summary>Values of the command line whose type nobody declared: JSON, and what is not JSON is text.</summary>
internal static class GivenValues
{
    /// <summary>Returns name → value of texts of the form <c>name=value</c>; of two for one name the later
    /// wins.</summary>
    /// <param name="option">The option's name, for messages.</param>
    /// <param name="assignments">The texts.</param>
    /// <exception cref="CommandException">One is not of that form, or begins like JSON and is none.</exception>
    public static Dictionary<string, JsonElement> Read(string option, IEnumerable<string> assignments)
    {
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var assignment in assignments)
        {
            var sign = assignment.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0)
                throw new CommandException(
                    ExitCodes.InvalidInput, $"{option} '{assignment}': this is not of the form NAME=VALUE.");
            values[assignment[..sign].Trim()] = ValueOf($"{option} {assignment[..sign]}", assignment[(sign + 1)..]);
        }

        return values;
    }

    /// <summary>Returns name → value of a JSON file that holds one object.</summary>
    /// <exception cref="CommandException">It cannot be read, or holds something else.</exception>
    public static Dictionary<string, JsonElement> ReadFile(string path)
    {
        try
        {
            var found = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(
                PipelineFile.Read(path), PipelineJson.Options);
            return found ?? throw new JsonException("it holds null");
        }
        catch (JsonException error)
        {
            throw new CommandException(
                ExitCodes.InvalidInput, $"{path}: one JSON object, name → value, belongs here: {error.Message}", error);
        }
    }

    private static JsonElement ValueOf(string name, string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException error)
        {
            return text.TrimStart() is ['{' or '[' or '"', ..]
                ? throw new CommandException(
                    ExitCodes.InvalidInput, $"{name}: the value begins like JSON and is none: {error.Message}", error)
                : JsonSerializer.SerializeToElement(text, PipelineJson.Options);
        }
    }
}
