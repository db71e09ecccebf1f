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

    /// <summary>True when it runs blocks.</summary>
    public bool HasBlocks => this is Condition or Loop or ForEach or Guarded or Nested;

    /// <summary>True when its failure is no failure of the block around it.</summary>
    public bool Continues => Definition.OnFailure == OnFailure.Continue;

    /// <summary>Most activities at once inside it; null when it has no bound of its own.</summary>
    public int? OwnParallelism =>
        this is Nested { Of.Pipeline.Parallelism: { } bound } ? Math.Max(bound, 1) : null;

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

    /// <summary>A block that is repeated.</summary>
    public sealed record Loop(
        StepDefinition.Loop Of, FieldExpression? When, ImmutableArray<string> OutputNames, CompiledBlock Block)
        : CompiledStep(Of, When, OutputNames)
    {
        /// <summary>Asked before each round; null means always true.</summary>
        public FieldExpression? While { get; init; }

        /// <summary>Asked after each round; null means never true.</summary>
        public FieldExpression? Until { get; init; }

        /// <summary>Most rounds; null means no bound.</summary>
        public FieldTemplate? Maximum { get; init; }

        /// <summary>The state to begin with.</summary>
        public required ImmutableArray<NamedTemplate> State { get; init; }

        /// <summary>What of the state changes after a round.</summary>
        public required ImmutableArray<NamedTemplate> Next { get; init; }
    }

    /// <summary>A block for every item.</summary>
    /// <param name="Of">The step as defined.</param>
    /// <param name="When">Its <c>when</c>.</param>
    /// <param name="OutputNames">Names of its outputs.</param>
    /// <param name="Items">The list; null when there is a matrix.</param>
    /// <param name="Matrix">The axes, in order; empty when there is a list.</param>
    /// <param name="Block">What runs for an item.</param>
    public sealed record ForEach(
        StepDefinition.ForEach Of,
        FieldExpression? When,
        ImmutableArray<string> OutputNames,
        FieldTemplate? Items,
        ImmutableArray<NamedTemplate> Matrix,
        CompiledBlock Block)
        : CompiledStep(Of, When, OutputNames);

    /// <summary>A block that is guarded.</summary>
    public sealed record Guarded(
        StepDefinition.Guarded Of,
        FieldExpression? When,
        ImmutableArray<string> OutputNames,
        CompiledBlock Block,
        CompiledBlock? Catch,
        CompiledBlock? Finally)
        : CompiledStep(Of, When, OutputNames);

    /// <summary>Another pipeline.</summary>
    public sealed record Nested(
        StepDefinition.Nested Of,
        FieldExpression? When,
        ImmutableArray<string> OutputNames,
        CompiledPipeline Pipeline,
        ImmutableArray<NamedTemplate> With)
        : CompiledStep(Of, When, OutputNames);

    /// <summary>A person's decision.</summary>
    public sealed record Approval(StepDefinition.ManualApproval Of, FieldExpression? When, FieldTemplate? Message)
        : CompiledStep(Of, When, ["approved", "by", "comment"]);

    /// <summary>An outside system's answer.</summary>
    public sealed record Callback(
        StepDefinition.Callback Of,
        FieldExpression? When,
        ImmutableArray<string> OutputNames,
        HttpTemplates? Request)
        : CompiledStep(Of, When, OutputNames);

    /// <summary>A call of a web service.</summary>
    public sealed record Http(
        StepDefinition.Http Of,
        FieldExpression? When,
        ImmutableArray<string> OutputNames,
        HttpTemplates Call,
        ImmutableArray<NamedExpression> Outputs)
        : CompiledStep(Of, When, OutputNames);

    /// <summary>A time that goes by.</summary>
    public sealed record Wait(
        StepDefinition.Wait Of, FieldExpression? When, FieldTemplate? Duration, FieldTemplate? Until)
        : CompiledStep(Of, When, []);

    /// <summary>The end, with a message.</summary>
    public sealed record Fail(
        StepDefinition.Fail Of, FieldExpression? When, FieldTemplate Message)
        : CompiledStep(Of, When, []);
}
