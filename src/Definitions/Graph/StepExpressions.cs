using System.Text.Json;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Graph;

/// <summary>What the expressions of a step read.</summary>
internal static class StepExpressions
{
    /// <summary>Returns the references to steps among all expressions of the step itself, not of its blocks.</summary>
    public static IEnumerable<Reference> StepReferences(StepDefinition step) =>
        All(step).Where(r => r.Root == "steps" && !r.Path.IsEmpty);

    private static IEnumerable<Reference> All(StepDefinition step)
    {
        var values = step switch
        {
            StepDefinition.Job job => Arguments(job.Program).Concat(job.Inputs.Values).Concat(job.Hyperparameters.Values).Concat(job.Env.Values),
            StepDefinition.Register register => register.Metrics.Values.Concat(
                new JsonElement?[] { register.Group, register.Model, register.Approval, register.Note }.OfType<JsonElement>()),
            _ => [],
        };
        var found = values.SelectMany(OfValue);
        if (step is StepDefinition.Fail fail) found = found.Concat(OfText(fail.Message));
        if (step is StepDefinition.Condition condition)
            found = found.Concat(condition.Branches.SelectMany(b => OfTest(b.If)));
        return OfTest(step.When).Concat(found);
    }

    private static IReadOnlyList<JsonElement> Arguments(ProgramDefinition program) =>
        program is ProgramDefinition.Command command ? command.Arguments : [];

    private static IEnumerable<Reference> OfValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => OfText(value.GetString()!),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(OfValue),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => OfValue(p.Value)),
        _ => [],
    };

    private static IEnumerable<Reference> OfText(string text) =>
        text.Contains("${{", StringComparison.Ordinal) && Template.Parse(text).Template is { } template ? template.References : [];

    private static IEnumerable<Reference> OfTest(string? text) =>
        text is not null && ExpressionParser.Parse(text).Expression is { } test ? ExpressionReferences.Of(test) : [];
}
