using System.Text.RegularExpressions;

namespace Pipelines.Definitions.Expressions.Evaluation;

/// <summary>Counts what one evaluation does, and keeps its compiled patterns.</summary>
internal sealed class Meter(EvaluationLimits limits)
{
    private const int UnitsPerStep = 8;
    private const int PatternCost = 500;
    private const int MaximumDepth = 256;
    private readonly Dictionary<string, (
        Regex? Pattern, int Size, Failure? Failure)> _patterns = new(StringComparer.Ordinal);
    private long _left = limits.Cost;

    public Failure? Step() => Charge(1);

    /// <summary>Pays for going through elements.</summary>
    public Failure? Charge(long steps)
    {
        if (steps <= _left)
        {
            _left -= steps;
            return null;
        }

        _left = 0;
        return new Failure(
            ExpressionCodes.Cost,
            $"the expression takes more than {limits.Cost} steps; compute it in a step instead",
            Fatal: true);
    }

    /// <summary>Pays for reading or making characters or bytes.</summary>
    public Failure? ChargeUnits(long units) => Charge(units / UnitsPerStep);

    /// <summary>Refuses a value of the size before it is made.</summary>
    public Failure? Fits(long size) => size > limits.Size
        ? new Failure(
            ExpressionCodes.Size,
            $"a value of {size} characters and elements is larger than {limits.Size}; keep large data in files",
            Fatal: true)
        : null;

    /// <summary>Refuses a value of the size before it is made, and pays for it.</summary>
    public Failure? Reserve(long size) => Fits(size) ?? ChargeUnits(size);

    /// <summary>Returns the value unless it is too large or too deep, so that going through it stays within the
    /// stack.</summary>
    public Result Bounded(Value value)
    {
        if (Fits(value.Weight) is { } tooLarge) return tooLarge;
        return value.Depth <= MaximumDepth
            ? value
            : new Failure(ExpressionCodes.Size, $"the value nests deeper than {MaximumDepth} levels", Fatal: true);
    }

    public (Regex? Pattern, int Size, Failure? Failure) Pattern(string text)
    {
        if (_patterns.TryGetValue(text, out var known)) return known;
        if (Charge(PatternCost) is { } costly) return (null, 0, costly);
        var compiled = LinearPattern.Compile(text);
        _patterns.Add(text, compiled);
        return compiled;
    }
}
