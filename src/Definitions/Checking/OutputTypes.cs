using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Reading;

namespace Pipelines.Definitions.Checking;

/// <summary>The types of what steps offer to expressions.</summary>
internal sealed class OutputTypes(Func<BlockDraft, TypeEnvironment> environmentOf)
{
    // Found while walking in the order of dependencies, so deeper only when steps wait for each other in circles.
    private const int Deepest = 40;

    private readonly Dictionary<StepDraft, CelType> _known = [];
    private readonly Dictionary<StepDraft, CelType> _uncertain = [];
    private int _depth;

    /// <summary>Returns the type of <c>steps.NAME</c>.</summary>
    /// <param name="step">The step.</param>
    /// <param name="reader">The block that reads it: from <c>finally</c> a step may have been skipped, so nothing is
    /// sure.</param>
    public CelType OfStep(StepDraft step, BlockDraft reader)
    {
        if (step.IsOpaque || _depth >= Deepest) return CelType.Dyn;
        var certain = !step.IsConditional && !step.MayFail && !IsFinally(reader);
        var cache = certain ? _known : _uncertain;
        if (cache.TryGetValue(step, out var known)) return known;
        // Whoever asks again before the answer is there asks in a circle.
        cache[step] = CelType.Dyn;
        _depth++;
        var type = Make(step, certain);
        _depth--;
        return cache[step] = type;
    }

    private static bool IsFinally(BlockDraft block)
    {
        while (block.Owner is { } owner) block = owner.Block;
        return block.Parent is not null;
    }

    private CelType Make(StepDraft step, bool certain)
    {
        var outputs = new Dictionary<string, CelType>(StringComparer.Ordinal);
        foreach (var (name, type) in step.Outputs) outputs[name] = certain ? type : CelType.Dyn;
        foreach (var name in step.OutputBlocks.SelectMany(b => b.Outputs).Select(o => o.Name)
            .Distinct(StringComparer.Ordinal))
            outputs[name] = certain ? OfBlocks(step, name) : CelType.Dyn;
        var metrics = step.Metrics.ToDictionary(
            m => m, _ => certain ? CelType.Double : CelType.Dyn, StringComparer.Ordinal);
        return CelType.RecordOf(
            new Dictionary<string, CelType>(StringComparer.Ordinal)
            {
                ["outputs"] = CelType.RecordOf(outputs, open: true),
                ["metrics"] = CelType.RecordOf(metrics, open: true),
                ["status"] = CelType.Text,
                ["error"] = CelType.Dyn,
                ["attempts"] = CelType.Int,
            },
            open: true);
    }

    /// <summary>The type that all blocks agree on. A block that always ends the execution is never read, so it has no
    /// say; when another lacks the output, or none may be run, the value may be null and its type is not
    /// known.</summary>
    private CelType OfBlocks(StepDraft step, string output)
    {
        if (!step.HasElse) return CelType.Dyn;
        CelType? agreed = null;
        foreach (var block in step.OutputBlocks)
        {
            if (block.AlwaysFails) continue;
            if (block.Outputs.Find(o => o.Name == output) is not { } found) return CelType.Dyn;
            var type = ValueDraftTypes.Of(found, environmentOf(block));
            if (agreed is not null && !agreed.Equals(type)) return CelType.Dyn;
            agreed = type;
        }

        return step.Collects ? CelType.List(agreed ?? CelType.Dyn) : agreed ?? CelType.Dyn;
    }
}
