using System.Text.Json;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Starter.Terminal;

/// <summary>What <c>--json</c> prints: one indented document and a line end.</summary>
public static class JsonOutput
{
    private static readonly JsonSerializerOptions Indented = new(PipelineJson.Options) { WriteIndented = true };

    /// <summary>Writes <paramref name="value"/> by <see cref="PipelineJson.Options"/>, indented.</summary>
    public static void Write<T>(TextWriter output, T value) =>
        output.WriteLine(JsonSerializer.Serialize(value, Indented));
}
