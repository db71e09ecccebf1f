using System.Collections.Immutable;
using Pipelines.Definitions.Model;

namespace Pipelines.Workflows.Scheduling.Compiled;

/// <summary>A step with its expressions parsed.</summary>
/// <param name="Definition">The step as defined.</param>
/// <param name="When">Its <c>when</c>; null when it always runs.</param>
/// <param name="OutputNames">Names that <c>outputs</c> has whatever happens; null for those that were not made.</param>
internal abstract record CompiledStep(
    StepDefinition Definition, FieldExpression? When, ImmutableArray<string> OutputNames)
{
    /// <summary>The step's name.</summary>
    public string Name => Definition.Name;

    /// <summary>Indexes of the steps of the block that need this one, in order.</summary>
    public ImmutableArray<int> Dependents { get; init; } = [];

    /// <summary>How its activity is scheduled.</summary>
    public StepOptions Options { get; } = new(Definition.Timeout, Definition.Retry, Definition.Queue);

    /// <summary>A program or component.</summary>
    public sealed record Job(
        StepDefinition.Job Of, FieldExpression? When, ImmutableArray<string> OutputNames, JobTemplates Templates)
        : CompiledStep(Of, When, OutputNames);

    /// <summary>A new version in the model registry.</summary>
    public sealed record Register(
        StepDefinition.Register Of,
        FieldExpression? When,
        ImmutableArray<string> OutputNames,
        RegisterTemplates Templates)
        : CompiledStep(Of, When, OutputNames);

    /// <summary>A choice of blocks.</summary>
    public sealed record Condition(
        StepDefinition.Condition Of,
        FieldExpression? When,
        ImmutableArray<string> OutputNames,
        ImmutableArray<CompiledBranch> Branches)
        : CompiledStep(Of, When, OutputNames);

    /// <summary>The end, with a message.</summary>
    public sealed record Fail(
        StepDefinition.Fail Of, FieldExpression? When, FieldTemplate Message)
        : CompiledStep(Of, When, []);
}
