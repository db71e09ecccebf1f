using System.Collections.Frozen;
using System.Text.Json;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Reading;

/// <summary>A block as it was read, before its references are followed.</summary>
internal sealed class BlockDraft(string path, BlockDraft? parent, StepDraft? owner)
{
    /// <summary>Path of the block: empty for the pipeline's own, else such as <c>good-enough.then</c>.</summary>
    public string Path { get; } = path;

    public BlockDraft? Parent { get; } = parent;

    /// <summary>The step that holds the block; null for the pipeline's own and for <c>finally</c>.</summary>
    public StepDraft? Owner { get; } = owner;

    public BlockKind Kind { get; init; }

    /// <summary>Blocks around this one.</summary>
    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    public List<StepDraft> Steps { get; } = [];

    public Dictionary<string, StepDraft> ByName { get; } = new(StringComparer.Ordinal);

    public List<ValueDraft> Outputs { get; } = [];

    /// <summary>Other expressions that are evaluated inside the block, once its steps are done.</summary>
    public List<ExpressionSite> Sites { get; } = [];

    /// <summary>The loop whose round this is; null when it is none.</summary>
    public LoopDraft? Loop { get; set; }

    /// <summary>The foreach whose item this block is given; null when it is none.</summary>
    public ItemDraft? Item { get; set; }

    /// <summary>Other names that can be seen here and inside.</summary>
    public IReadOnlyDictionary<string, CelType> Names { get; init; } = FrozenDictionary<string, CelType>.Empty;

    /// <summary>True when a step of the block always ends the execution, so that nothing ever reads its
    /// outputs.</summary>
    public bool AlwaysFails => Steps.Exists(s => s.Type == "fail" && !s.IsConditional);

    public string PathOf(string step) => Path.Length == 0 ? step : $"{Path}.{step}";

    /// <summary>Returns the step of that name, looked up from the inside out; null when there is none.</summary>
    public StepDraft? Lookup(string name)
    {
        for (var block = this; block is not null; block = block.Parent)
        {
            if (block.ByName.TryGetValue(name, out var step)) return step;
        }

        return null;
    }

    /// <summary>Returns the nearest block, this one or one around it, for which the test holds; null when there is
    /// none.</summary>
    public BlockDraft? Nearest(Func<BlockDraft, bool> test)
    {
        for (var block = this; block is not null; block = block.Parent)
        {
            if (test(block)) return block;
        }

        return null;
    }

    public BlockDefinition Build()
    {
        var steps = new List<StepDefinition>(Steps.Count);
        foreach (var step in Steps)
        {
            if (step.Build is not null) steps.Add(step.Build());
        }

        var outputs = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var output in Outputs) outputs.Add(output.Name, output.Value);
        return new(steps) { Outputs = outputs };
    }
}
