using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Expressions;

namespace Pipelines.Definitions.Reading.Steps;

/// <summary>Reads <c>as</c>: the name of a foreach's items, which must hide no other name.</summary>
internal static class ItemName
{
    private static readonly string[] Roots =
        ["parameters", "steps", "execution", "pipeline", "env", "loop", "response", "token"];

    public static string Read(StepReading step, bool isMatrix)
    {
        var fallback = isMatrix ? "matrix" : "item";
        var entry = step.Fields.Find("as");
        if (entry is not null && step.Fields.Text("as") is null) return fallback;
        var name = entry is null ? fallback : step.Fields.Text("as")!;
        if (Reason(step, name) is not var (reason, hint)) return name;
        step.Bag.Error(
            DiagnosticCodes.ItemName,
            entry?.Value.Span ?? step.Draft.Key.Span,
            entry is null
                ? $"{step.Fields.Path}: its items would be called '{name}', but {reason}."
                : $"{step.Fields.At("as")}: no item can be called '{Shown.Text(name)}': {reason}.",
            hint);
        return name;
    }

    private static (string Reason, string Hint)? Reason(StepReading step, string name)
    {
        if (!Names.IsVariable(name))
            return ("it takes letters, digits and '_', and does not begin with a digit", "for example 'as: rate'");
        if (Roots.Contains(name)) return ($"'{name}' holds something else in expressions", "for example 'as: item'");
        if (ExpressionParser.Parse(name).Expression is not Expression.Identifier
            || Expressions.Evaluation.NameLookup.IsTypeName(name))
            return ("expressions give the word a meaning of its own", "for example 'as: item'");
        if (step.Draft.Block.Nearest(b => b.Item?.As == name) is { Owner: { } outer })
            return ($"so are those of '{outer.Name}' around it", "give each a name of its own: 'as: …'");
        return null;
    }
}
