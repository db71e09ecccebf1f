using System.Text.Json;
using Pipelines.Definitions.Expressions;

namespace Pipelines.Definitions.Tests.Expressions;

/// <summary>Short ways to state what a test is given.</summary>
public static class Given
{
    public static Expression Expression(string text)
    {
        var parsed = ExpressionParser.Parse(text);
        return parsed.Expression ?? throw new InvalidDataException($"{text}: {parsed.Faults[0].Message}");
    }

    public static Template Template(string text)
    {
        var parsed = Definitions.Expressions.Template.Parse(text);
        return parsed.Template ?? throw new InvalidDataException($"{text}: {parsed.Faults[0].Message}");
    }

    /// <summary>Names with values from JSON: <c>{"parameters": {"seed": 42}}</c>.</summary>
    public static IBindings Names(string json) =>
        new Bindings(JsonElement.Parse(json).EnumerateObject().ToDictionary(p => p.Name, p => ValueJson.Read(p.Value)));

    public static Outcome Outcome(string text, string names = "{}") =>
        Evaluator.Evaluate(Expression(text), Names(names));

    /// <summary>The value as JSON, or the code of the error.</summary>
    public static string Answer(string text, string names = "{}") => Shown(Outcome(text, names));

    public static string Shown(Outcome outcome) => outcome switch
    {
        Outcome.Success success => ValueJson.ToText(success.Value),
        Outcome.Failure failure => failure.Error.Code,
        _ => "no outcome",
    };

    /// <summary>What the sample pipeline of the language page declares.</summary>
    public static TypeEnvironment Pipeline()
    {
        var prepare = Record(
            ("outputs", Record(("train", CelType.Text), ("test", CelType.Text))),
            ("status", CelType.Text),
            ("attempts", CelType.Int));
        var sweep = Record(("outputs", Record(("model", CelType.List(CelType.Dyn)), ("auc", CelType.List(CelType.Double)))));
        var good = Record(("outputs", Record(("version", CelType.Int))));
        return TypeEnvironment.Empty
            .With("parameters", Record(
                ("data", CelType.Text), ("target", CelType.Double), ("rates", CelType.List(CelType.Double)), ("seed", CelType.Int), ("max-depth", CelType.Int)))
            .With("steps", Record(("prepare", prepare), ("sweep", sweep), ("good-enough", good)))
            .With("loop", Record(("index", CelType.Int)));
    }

    private static CelType Record(params (string Name, CelType Type)[] fields) =>
        CelType.RecordOf(fields.ToDictionary(f => f.Name, f => f.Type));
}
