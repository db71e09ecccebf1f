using System.Globalization;
using System.Text.Json;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Parameters;

/// <summary>Holds a value of the right type against minimum, maximum and choices.</summary>
internal static class ParameterLimits
{
    /// <summary>Returns which rule the value breaks, as the rest of a sentence; null when none.</summary>
    public static string? Broken(ParameterDefinition parameter, JsonElement value)
    {
        var (measure, unit) = Measure(parameter.Type, value);
        if (measure < parameter.Minimum) return $"is below the minimum {Number(parameter.Minimum.Value)}{unit}";
        if (measure > parameter.Maximum) return $"is above the maximum {Number(parameter.Maximum.Value)}{unit}";
        if (parameter.Choices is not { } choices || choices.Any(c => JsonElement.DeepEquals(c, value))) return null;
        var shown = string.Join(", ", choices.Take(10).Select(c => Shown.Text(c.ToString())));
        return $"is none of the choices {shown}{(choices.Count > 10 ? ", …" : "")}";
    }

    /// <summary>True when minimum and maximum mean something for the type.</summary>
    public static bool IsMeasured(ParameterType type) =>
        type is ParameterType.Int or ParameterType.Float or ParameterType.String or ParameterType.List;

    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static (double? Measure, string Unit) Measure(ParameterType type, JsonElement value) => type switch
    {
        ParameterType.Int or ParameterType.Float => (value.GetDouble(), ""),
        ParameterType.String => (value.GetString()!.Length, " characters"),
        ParameterType.List => (value.GetArrayLength(), " items"),
        _ => (null, ""),
    };
}
