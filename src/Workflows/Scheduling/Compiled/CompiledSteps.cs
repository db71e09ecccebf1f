using Pipelines.Definitions.Expressions;

namespace Pipelines.Workflows.Scheduling.Compiled;

/// <summary>What is inside steps.</summary>
internal static class CompiledSteps
{
    /// <summary>The blocks inside a step, in their order.</summary>
    public static IEnumerable<CompiledBlock> Blocks(this CompiledStep step) => step switch
    {
        CompiledStep.Condition condition => condition.Branches.Select(branch => branch.Block),
        CompiledStep.Loop loop => [loop.Block],
        CompiledStep.ForEach each => [each.Block],
        CompiledStep.Guarded guarded => Present(guarded.Block, guarded.Catch, guarded.Finally),
        CompiledStep.Nested nested => Present(nested.Pipeline.Body, nested.Pipeline.Finally),
        _ => [],
    };

    /// <summary>Everything that expressions of a step and of what is inside it read.</summary>
    public static IEnumerable<Reference> References(this CompiledStep step) =>
        (step.When?.References ?? []).Concat(Own(step)).Concat(step.Blocks().SelectMany(References));

    /// <summary>Everything that expressions of a block read.</summary>
    public static IEnumerable<Reference> References(this CompiledBlock block) =>
        Of(block.Outputs).Concat(block.Steps.SelectMany(step => step.References()));

    private static IEnumerable<Reference> Own(CompiledStep step) => step switch
    {
        CompiledStep.Job job => (job.Templates.Command ?? []).SelectMany(argument => argument.References)
            .Concat(Of(job.Templates.Inputs)).Concat(Of(job.Templates.Hyperparameters)).Concat(Of(job.Templates.Env)),
        CompiledStep.Register register => Of(
                register.Templates.Group, register.Templates.Model, register.Templates.Approval,
                register.Templates.Note)
            .Concat(Of(register.Templates.Metrics)),
        CompiledStep.Condition condition => condition.Branches.SelectMany(branch => branch.If?.References ?? []),
        CompiledStep.Loop loop => Of(loop.State).Concat(Of(loop.Next)).Concat(Of(loop.Maximum))
            .Concat(loop.While?.References ?? []).Concat(loop.Until?.References ?? []),
        CompiledStep.ForEach each => Of(each.Items).Concat(Of(each.Matrix)),
        CompiledStep.Nested nested => Of(nested.With),
        CompiledStep.Approval approval => Of(approval.Message),
        CompiledStep.Callback { Request: { } call } => Of(call),
        CompiledStep.Http http => Of(http.Call).Concat(http.Outputs.SelectMany(output => output.Expression.References)),
        CompiledStep.Wait wait => Of(wait.Duration, wait.Until),
        CompiledStep.Fail fail => Of(fail.Message),
        _ => [],
    };

    private static IEnumerable<Reference> Of(HttpTemplates call) => Of(call.Url, call.Body).Concat(Of(call.Headers));

    private static IEnumerable<Reference> Of(IEnumerable<NamedTemplate> templates) =>
        templates.SelectMany(named => named.Template.References);

    private static IEnumerable<Reference> Of(params IEnumerable<FieldTemplate?> templates) =>
        templates.SelectMany(template => template?.References ?? []);

    private static IEnumerable<CompiledBlock> Present(params IEnumerable<CompiledBlock?> blocks) =>
        blocks.OfType<CompiledBlock>();
}
