using System.Collections.Immutable;
using Pipelines.Definitions.Expressions.Checking;
using Pipelines.Definitions.Expressions.Evaluation;

namespace Pipelines.Definitions.Expressions.Functions;

/// <summary>Computes a function.</summary>
internal delegate Result Implementation(Meter meter, Value[] arguments);

/// <summary>One form of a function.</summary>
/// <param name="Function">The function's name, with its namespace.</param>
/// <param name="IsMember">True when the first parameter is the receiver.</param>
/// <param name="Parameters">Types of the parameters, the receiver first.</param>
/// <param name="Result">Type of the result.</param>
/// <param name="Run">What it computes; it may rely on the kinds of its arguments, not on those of their
/// elements.</param>
internal sealed record Overload(
    string Function,
    bool IsMember,
    ImmutableArray<CelType> Parameters,
    CelType Result,
    Implementation Run)
{
    /// <summary>True when the last parameter may be given many times.</summary>
    public bool Repeats { get; init; }

    /// <summary>Returns a form called as <c>function(…)</c>.</summary>
    public static Overload Global(string function, string parameters, string result, Implementation run) =>
        new(function, false, TypeText.ParseAll(parameters), CelType.Parse(result), run);

    /// <summary>Returns a form called as <c>receiver.function(…)</c>.</summary>
    public static Overload Member(string function, string parameters, string result, Implementation run) =>
        new(function, true, TypeText.ParseAll(parameters), CelType.Parse(result), run);

    public bool TakesCount(int count) => Repeats ? count >= Parameters.Length : count == Parameters.Length;

    public CelType ParameterAt(int index) => Parameters[Math.Min(index, Parameters.Length - 1)];

    /// <summary>True when the kinds of the arguments fit; elements of lists and maps are not looked at.</summary>
    public bool Takes(bool member, Value[] arguments)
    {
        if (member != IsMember || !TakesCount(arguments.Length)) return false;
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!Fits(ParameterAt(i), arguments[i])) return false;
        }

        return true;
    }

    private static bool Fits(CelType type, Value value) => type is not CelType.Named named || named.Name switch
    {
        "dyn" => true,
        "timestamp" => value is Value.Timestamp,
        "duration" => value is Value.Duration,
        var name => value.TypeName == name,
    };
}
