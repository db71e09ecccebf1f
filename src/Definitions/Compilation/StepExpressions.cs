using System.Text.Json;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Compilation;

/// <summary>What the expressions of a compiled step read.</summary>
internal static class StepExpressions
{
    /// <summary>Returns what all expressions of the step itself read, not those of the steps and outputs of its
    /// blocks.</summary>
    public static IEnumerable<Reference> Of(StepDefinition step) =>
        step is StepDefinition.Loop loop ? Outside(step).Concat(AfterRound(loop)) : Outside(step);

    /// <summary>Returns what is read after each round of a loop, inside its block.</summary>
    public static IEnumerable<Reference> AfterRound(StepDefinition.Loop loop) =>
        OfTest(loop.Until).Concat(OfValues([.. loop.Next.Values]));

    /// <summary>Returns what is read outside the blocks of the step.</summary>
    public static IEnumerable<Reference> Outside(StepDefinition step) => OfTest(step.When).Concat(step switch
    {
        StepDefinition.Job job => OfValues(
            [.. Arguments(job.Program), .. job.Inputs.Values, .. job.Hyperparameters.Values, .. job.Env.Values]),
        StepDefinition.Register register => OfValues(
            [register.Group, register.Model, register.Approval, .. register.Metrics.Values, register.Note]),
        StepDefinition.Condition condition => condition.Branches.SelectMany(b => OfTest(b.If)),
        StepDefinition.Loop loop => OfTest(loop.While).Concat(OfValues([loop.Maximum, .. loop.State.Values])),
        StepDefinition.ForEach each => OfValues([each.Items, .. each.Matrix?.Select(a => a.Values) ?? []]),
        StepDefinition.Nested nested => OfValues([.. nested.With.Values]),
        StepDefinition.ManualApproval approval => OfText(approval.Message),
        StepDefinition.Callback callback => OfCall(callback.Request),
        StepDefinition.Http http => OfCall(http.Call).Concat(http.Outputs.Values.SelectMany(OfTest)),
        StepDefinition.Wait wait => OfValues([wait.Duration, wait.Until]),
        StepDefinition.Fail fail => OfText(fail.Message),
        _ => [],
    });

    /// <summary>Returns what all expressions in a block read, at any depth.</summary>
    public static IEnumerable<Reference> Within(BlockDefinition block) => block.Steps
        .SelectMany(s => Of(s).Concat(StepBlocks.Of(s).SelectMany(b => Within(b.Block))))
        .Concat(OfOutputs(block));

    /// <summary>Returns what the outputs of a block read.</summary>
    public static IEnumerable<Reference> OfOutputs(BlockDefinition block) => block.Outputs.Values.SelectMany(OfValue);

    private static IEnumerable<Reference> OfCall(HttpCall? call) =>
        call is null ? [] : OfValues([call.Url, .. call.Headers.Values, call.Body]);

    private static IReadOnlyList<JsonElement> Arguments(ProgramDefinition program) =>
        program is ProgramDefinition.Command command ? command.Arguments : [];

    private static IEnumerable<Reference> OfValues(IReadOnlyList<JsonElement?> values) =>
        values.OfType<JsonElement>().SelectMany(OfValue);

    private static IEnumerable<Reference> OfValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => OfText(value.GetString()),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(OfValue),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => OfValue(p.Value)),
        _ => [],
    };

    private static IEnumerable<Reference> OfText(string? text) =>
        text?.Contains("${{", StringComparison.Ordinal) == true && Template.Parse(text).Template is { } template
            ? template.References
            : [];

    private static IEnumerable<Reference> OfTest(string? text) =>
        text is not null && ExpressionParser.Parse(text).Expression is { } test ? ExpressionReferences.Of(test) : [];
}
