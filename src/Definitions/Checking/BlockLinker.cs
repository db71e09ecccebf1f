using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Reading;

namespace Pipelines.Definitions.Checking;

/// <summary>Follows references and <c>needs</c>, and so finds what every step depends on.</summary>
/// <remarks>A step inside a block that uses a step outside makes the enclosing step depend on it.</remarks>
internal sealed class BlockLinker(DiagnosticBag bag, ParameterUse parameters)
{
    private readonly Dictionary<string, StepDraft> _anywhere = new(StringComparer.Ordinal);

    public void Link(PipelineDraft pipeline)
    {
        Collect(pipeline.Body);
        if (pipeline.Finally is not null) Collect(pipeline.Finally);
        var references = new ReferenceCheck(bag, parameters, _anywhere);
        Link(pipeline.Body, references);
        if (pipeline.Finally is not null) Link(pipeline.Finally, references);
    }

    /// <summary>Notes every step by name, so that a reference into another block can be explained.</summary>
    private void Collect(BlockDraft block)
    {
        foreach (var step in block.Steps)
        {
            _anywhere.TryAdd(step.Name, step);
            foreach (var inner in step.Blocks) Collect(inner);
        }
    }

    private void Link(BlockDraft block, ReferenceCheck references)
    {
        foreach (var step in block.Steps)
        {
            LinkNeeds(step);
            foreach (var site in step.Sites) references.Check(site, block, step);
            foreach (var inner in step.Blocks) Link(inner, references);
        }

        foreach (var site in block.Outputs.SelectMany(o => o.Sites).Concat(block.Sites))
            references.Check(site, block, reader: null);

        StepCycles.Report(bag, block);
    }

    private void LinkNeeds(StepDraft step)
    {
        foreach (var need in step.Needs)
        {
            if (need.Text == step.Name)
            {
                bag.Error(
                    DiagnosticCodes.SelfReference,
                    need.Span,
                    $"steps.{step.Path}.needs: the step needs itself; it could never start.",
                    "remove it");
            }
            else if (step.Block.ByName.ContainsKey(need.Text))
            {
                step.DependsOn.Add(need.Text);
            }
            else
            {
                UnknownNeed(step, need.Text, need.Span);
            }
        }
    }

    private void UnknownNeed(StepDraft step, string need, SourceSpan at)
    {
        var hint = step.Block.Lookup(need) is { } outer
            ? $"'{need}' stands outside this block; put it into the needs of '{Enclosing(step, outer.Block).Name}'"
            : _anywhere.TryGetValue(need, out var inner) && inner.Block.Owner is { } owner
                ? $"'{need}' is inside '{inner.Block.Path}'; need '{owner.Name}' instead"
                : bag.Suggest(need, step.Block.ByName.Keys.Where(n => n != step.Name));
        bag.Error(
            DiagnosticCodes.UnknownNeed,
            at,
            $"steps.{step.Path}.needs: there is no step '{Shown.Text(need)}' beside this one.",
            hint);
    }

    /// <summary>Returns the step that stands in <paramref name="block"/> and holds, or is,
    /// <paramref name="step"/>.</summary>
    public static StepDraft Enclosing(StepDraft step, BlockDraft block)
    {
        while (step.Block != block && step.Block.Owner is { } owner) step = owner;
        return step;
    }
}
