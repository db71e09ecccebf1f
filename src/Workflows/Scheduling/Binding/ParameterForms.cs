using System.Text.Json;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Parameters;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling.Binding;

/// <summary>Holds values that are given while an execution runs against what parameters declare.</summary>
internal static class ParameterForms
{
    /// <summary>Checks values for a nested pipeline.</summary>
    /// <exception cref="FieldException">One is of another type, or breaks a limit.</exception>
    public static void Check(
        IReadOnlyList<ParameterDefinition> declared, IReadOnlyDictionary<string, JsonElement> given)
    {
        foreach (var parameter in declared)
        {
            if (given.TryGetValue(parameter.Name, out var value) && Fault(parameter, value) is { } fault)
            {
                throw new FieldException($"with.{parameter.Name}: {fault}");
            }
        }
    }

    /// <summary>Returns what is wrong with a value, as a sentence; null for nothing.</summary>
    public static string? Fault(ParameterDefinition parameter, JsonElement value)
    {
        var fits = parameter.Type switch
        {
            ParameterType.String => value.ValueKind == JsonValueKind.String,
            ParameterType.Int => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            ParameterType.Float => value.ValueKind == JsonValueKind.Number,
            ParameterType.Bool => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            ParameterType.List => value.ValueKind == JsonValueKind.Array,
            _ => value.ValueKind == JsonValueKind.Object, // maps, and artifacts as they stand in values
        };
        var shown = Shown.Cut(value.GetRawText());
        if (!fits) return $"{shown} was given, but parameter '{parameter.Name}' is of type {parameter.Type}";
        return ParameterLimits.Broken(parameter, value) is { } broken ? $"{shown} {broken}" : null;
    }
}
