using System.Collections.Frozen;
using System.Collections.Immutable;
using Pipelines.Definitions.Expressions.Evaluation;

namespace Pipelines.Definitions.Expressions.Functions;

/// <summary>All functions, by name.</summary>
internal static class FunctionLibrary
{
    private static readonly FrozenDictionary<string, ImmutableArray<Overload>> ByName =
        new[]
        {
            ConversionFunctions.All,
            TextFunctions.All,
            FormatFunctions.All,
            TimeFunctions.All,
            MathFunctions.All,
            OptionalFunctions.All,
            NetworkFunctions.All,
            ListFunctions.All,
            PipelineFunctions.All,
        }
            .SelectMany(group => group)
            .GroupBy(overload => overload.Function)
            .ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray());

    /// <summary>The names of all functions.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>True for a function whose name holds a namespace, such as <c>math.least</c>.</summary>
    public static bool IsNamespaced(string name) =>
        name.Contains('.', StringComparison.Ordinal) && ByName.ContainsKey(name);

    /// <summary>Returns the forms of a function; none when there is no such function.</summary>
    public static ImmutableArray<Overload> Find(string name) => ByName.TryGetValue(name, out var found) ? found : [];

    public static Result Invoke(Meter meter, string name, bool member, Value[] arguments)
    {
        var found = Find(name);
        foreach (var overload in found)
        {
            if (overload.Takes(member, arguments)) return overload.Run(meter, arguments);
        }

        return found.IsEmpty
            ? new Failure(ExpressionCodes.NoSuchOverload, $"there is no function '{name}'")
            : Failure.NoOverload(name, arguments);
    }
}
