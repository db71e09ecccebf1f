using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Expressions;

namespace Pipelines.Starter.Evaluation;

/// <summary>Evaluates an expression outside a pipeline. Pure, and bounded as in a pipeline.</summary>
public static class ExpressionTrial
{
    /// <summary>Reads, checks and evaluates.</summary>
    public static EvaluationResult Of(EvaluationCase given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var (text, offset) = Inner(given.Expression);
        var result = new EvaluationResult { Expression = given.Expression };
        var parsed = ExpressionParser.Parse(text);
        if (parsed.Expression is not { } expression) return result with { Error = Of(parsed.Faults[0], offset) };
        var types = TypeChecker.Check(expression, TypesOf(given));
        if (types.Faults.Count > 0) return result with { Error = Of(types.Faults[0], offset) };
        var outcome = Evaluator.Evaluate(expression, ValuesOf(given));
        if (outcome is Outcome.Failure { Error: var error })
            return result with { Error = new EvaluationResult.Fault(
                error.Code, error.Message, error.Offset + offset + 1, error.Length) };
        var value = ((Outcome.Success)outcome).Value;
        var json = ValueJson.ToElement(value);
        return result with
        {
            Value = json,
            Type = value.TypeName,
            Passed = given.Expected.ValueKind == JsonValueKind.Undefined ? null
                : JsonElement.DeepEquals(given.Expected, json),
        };
    }

    /// <summary>Reads a line of a file of cases and evaluates it; a line that is no case is a failure.</summary>
    /// <param name="line">JSON: <c>expression</c>, <c>parameters</c>, <c>names</c>, <c>expected</c>.</param>
    /// <param name="number">The line's number, from 1.</param>
    /// <param name="common">Parameters of all cases; a case's own win.</param>
    public static EvaluationResult OfLine(string line, int number, IReadOnlyDictionary<string, JsonElement> common)
    {
        try
        {
            var given = JsonSerializer.Deserialize<EvaluationCase>(line, Strict)
                ?? throw new JsonException("it is null");
            var parameters = common.Concat(given.Parameters).GroupBy(pair => pair.Key, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal);
            return Of(given with { Parameters = parameters }) with { Line = number };
        }
        catch (JsonException wrong)
        {
            var message =
                $"this line is no case: {wrong.Message} A case is one JSON object with 'expression', and "
                + "'parameters', 'names' or 'expected'.";
            return new EvaluationResult { Line = number, Error = new EvaluationResult.Fault(null, message) };
        }
    }

    private static JsonSerializerOptions Strict { get; } = new(PipelineJson.Options)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    private static (string Text, int Offset) Inner(string text)
    {
        var trimmed = text.Trim();
        if (!trimmed.StartsWith("${{", StringComparison.Ordinal) || !trimmed.EndsWith("}}", StringComparison.Ordinal))
            return (text, 0);
        return (trimmed[3..^2], text.IndexOf("${{", StringComparison.Ordinal) + 3);
    }

    private static TypeEnvironment TypesOf(EvaluationCase given)
    {
        var parameters = CelType.RecordOf(
            given.Parameters.ToDictionary(pair => pair.Key, _ => CelType.Dyn, StringComparer.Ordinal));
        return given.Names.Keys.Aggregate(
            TypeEnvironment.Empty.With("parameters", parameters), (types, name) => types.With(name, CelType.Dyn));
    }

    private static Bindings ValuesOf(EvaluationCase given)
    {
        var values = given.Names.ToDictionary(
            pair => pair.Key, pair => ValueJson.Read(pair.Value), StringComparer.Ordinal);
        values["parameters"] = Value.Of(
            given.Parameters.Select(pair => KeyValuePair.Create(pair.Key, ValueJson.Read(pair.Value))));
        return new Bindings(values);
    }

    private static EvaluationResult.Fault Of(ExpressionFault fault, int offset) =>
        new(fault.Code, fault.Message, fault.Offset + offset + 1, fault.Length, fault.Hint);
}
