using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading;

/// <summary>A step as it was read, before its references are followed.</summary>
internal sealed class StepDraft(YamlNode.Scalar key, BlockDraft block)
{
    public YamlNode.Scalar Key { get; } = key;

    public string Name => Key.Text;

    public BlockDraft Block { get; } = block;

    /// <summary>The step's path in executions.</summary>
    public string Path { get; } = block.PathOf(key.Text);

    /// <summary>The word after <c>type:</c>; empty when it could not be read.</summary>
    public string Type { get; set; } = "";

    /// <summary>True when the step may be skipped by its own <c>when</c>.</summary>
    public bool IsConditional { get; set; }

    /// <summary>True when the execution goes on without the step's results after it failed.</summary>
    public bool MayFail { get; set; }

    /// <summary>True when so little is known of the step that every reference to it must pass.</summary>
    public bool IsOpaque { get; set; }

    public List<YamlNode.Scalar> Needs { get; } = [];

    /// <summary>Expressions that are evaluated in the block that holds the step.</summary>
    public List<ExpressionSite> Sites { get; } = [];

    /// <summary>The blocks inside the step, and its places with names of their own.</summary>
    public List<BlockDraft> Blocks { get; } = [];

    /// <summary>The blocks whose outputs are those of the step.</summary>
    public List<BlockDraft> OutputBlocks { get; } = [];

    /// <summary>True when one of the blocks is always run, whatever the tests say.</summary>
    public bool HasElse { get; set; }

    /// <summary>True when an output of the step is the list of what its block gave for every item.</summary>
    public bool Collects { get; set; }

    /// <summary>True when the step may have outputs besides those known.</summary>
    public bool HasOpenOutputs { get; set; }

    /// <summary>Outputs known from the step itself; those of its blocks are not among them.</summary>
    public Dictionary<string, CelType> Outputs { get; } = new(StringComparer.Ordinal);

    /// <summary>Metrics that the step declares.</summary>
    public HashSet<string> Metrics { get; } = new(StringComparer.Ordinal);

    /// <summary>True when the step may have metrics besides the declared ones.</summary>
    public bool HasOpenMetrics { get; set; }

    /// <summary>Steps of the same block that must be done first.</summary>
    public SortedSet<string> DependsOn { get; } = new(StringComparer.Ordinal);

    /// <summary>Makes the definition, once <see cref="DependsOn"/> is complete; null when the step has
    /// faults.</summary>
    public Func<StepDefinition>? Build { get; set; }
}
