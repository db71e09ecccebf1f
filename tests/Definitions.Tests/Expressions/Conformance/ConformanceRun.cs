using System.Collections.Immutable;
using System.Text.Json;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Expressions.Evaluation;
using Pipelines.Definitions.Expressions.Functions;

namespace Pipelines.Definitions.Tests.Expressions.Conformance;

/// <summary>Runs a case the way that it asks for: parse, check unless switched off, evaluate unless only the check
/// counts.</summary>
public static class ConformanceRun
{
    /// <summary>Cases whose error may also be found by the check, as the data's notes say.</summary>
    private const string FileWithEarlyErrors = "network_ext";

    /// <summary>Returns what is different from what the case expects; null when nothing is.</summary>
    public static string? Difference(ConformanceCase one)
    {
        var expect = one.Json.GetProperty("expect");
        var text = one.Flag("test_macros") ? TestMacros.Rename(one.Text("expr")) : one.Text("expr");
        var parsed = ExpressionParser.Parse(text, macros: !one.Flag("disable_macros"));
        if (parsed.Expression is null) return $"parse: {parsed.Faults[0].Message}";
        var expression = one.Flag("test_macros") ? TestMacros.Expand(parsed.Expression) : parsed.Expression;
        if (!one.Flag("disable_check"))
        {
            var check = TypeChecker.Check(expression, Environment(one));
            if (check.Faults.Count > 0)
            {
                return expect.TryGetProperty("error", out _) && one.File == FileWithEarlyErrors
                    ? null
                    : $"check: {string.Join("; ", check.Faults.Select(f => f.Message))}";
            }

            if (expect.TryGetProperty("type", out var type) && type.GetString() != check.Type.ToString())
            {
                return $"type {check.Type} instead of {type.GetString()}";
            }
        }

        if (one.Flag("check_only")) return null;
        var outcome = Evaluator.Evaluate(expression, new CaseBindings(one));
        return (outcome, expect.TryGetProperty("value", out var value)) switch
        {
            (Outcome.Failure, false) => null,
            (Outcome.Failure failure, true) => $"error: {failure.Error.Message}",
            (Outcome.Success success, false) => $"{success.Value} instead of an error",
            (Outcome.Success success, true) => TaggedValue.Same(TaggedValue.Read(value), success.Value)
                ? null
                : $"{success.Value} instead of {value.GetRawText()}",
            _ => "no outcome",
        };
    }

    private static TypeEnvironment Environment(ConformanceCase one)
    {
        var environment = TypeEnvironment.Empty;
        if (one.Json.TryGetProperty("type_env", out var types))
        {
            foreach (var type in types.EnumerateObject()) environment = environment.With(type.Name, Type(type.Value));
        }

        var functions = ImmutableDictionary<string, ImmutableArray<Overload>>.Empty;
        if (one.Json.TryGetProperty("functions", out var declared))
        {
            functions = declared.EnumerateObject().ToImmutableDictionary(f => f.Name, f => f.Value.EnumerateArray().Select(o => new Overload(
                f.Name,
                o.TryGetProperty("member", out var member) && member.GetBoolean(),
                [.. o.GetProperty("params").EnumerateArray().Select(Type)],
                Type(o.GetProperty("result")),
                (_, _) => Failure.NoOverload(f.Name))).ToImmutableArray());
        }

        return environment.In(one.Text("container"), functions);
    }

    private static CelType Type(JsonElement text) => CelType.Parse(text.GetString()!);

    private sealed class CaseBindings : INamespacedBindings
    {
        private readonly Dictionary<string, Value> _values = [];

        public CaseBindings(ConformanceCase one)
        {
            Container = one.Text("container");
            if (!one.Json.TryGetProperty("bindings", out var bindings)) return;
            foreach (var binding in bindings.EnumerateObject()) _values.Add(binding.Name, TaggedValue.Read(binding.Value));
        }

        public string Container { get; }

        public bool TryGet(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Value? value) =>
            _values.TryGetValue(name, out value);
    }
}
