using System.Collections.Immutable;
using System.Text.Json;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Model;

namespace Pipelines.Workflows.Scheduling.Binding;

/// <summary>Parameters as expressions see them.</summary>
internal static class ParameterValues
{
    /// <summary>No parameters.</summary>
    public static Value None { get; } = Value.Of(ImmutableDictionary<string, Value>.Empty);

    /// <summary>Every declared parameter with its value: the one given, else its default, else null.</summary>
    public static Value Of(
        IReadOnlyList<ParameterDefinition> declared, IReadOnlyDictionary<string, JsonElement> given) =>
        Value.Of(declared.Select(parameter => KeyValuePair.Create(parameter.Name, Of(parameter, given))));

    private static Value Of(ParameterDefinition parameter, IReadOnlyDictionary<string, JsonElement> given)
    {
        JsonElement? json = given.TryGetValue(parameter.Name, out var value) ? value : parameter.Default;
        if (json is not { } present) return Value.NullValue;

        // JSON has one kind of number: a declared float that is a whole number must stay a float in arithmetic.
        return ValueJson.Read(present, parameter.Type == ParameterType.Float ? CelType.Double : CelType.Dyn);
    }
}
