using System.Runtime.InteropServices;
using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling;

/// <summary>How large values are as JSON, and how large they may be. Temporal refuses messages of 2 MiB.</summary>
internal static class ValueSize
{
    /// <summary>Most bytes that one loop's state or one foreach's collected outputs may have.</summary>
    public const int MostKept = 1 << 20;

    /// <summary>Most bytes of what an execution, a chunk of items or an activity's input hands over.</summary>
    public const int MostHandedOut = 1 << 20;

    /// <summary>Bytes of a value's JSON as it was read.</summary>
    public static long Of(JsonElement value) =>
        value.ValueKind == JsonValueKind.Undefined ? 0 : JsonMarshal.GetRawUtf8Value(value).Length;

    /// <summary>Bytes of all values.</summary>
    public static long Of(IReadOnlyDictionary<string, JsonElement> values)
    {
        if (values.Count == 0) return 0;
        var sum = 0L;
        foreach (var (name, value) in values) sum += name.Length + Of(value);
        return sum;
    }

    /// <summary>The name of the largest value when all together have more than <paramref name="most"/> bytes; else
    /// null.</summary>
    public static string? Largest(IReadOnlyDictionary<string, JsonElement> values, long most) =>
        Of(values) <= most ? null : values.MaxBy(value => Of(value.Value)).Key;

    /// <summary>The error of a value that is too large.</summary>
    /// <param name="what">The value, as the beginning of a sentence.</param>
    public static StepError TooLarge(string what) => new(
        FieldException.TooLarge,
        $"{what} came to more than {MostKept >> 20} MiB, which no message of a workflow carries; "
        + "let a step write it to an output, which is stored as an artifact, and hand that on");
}
