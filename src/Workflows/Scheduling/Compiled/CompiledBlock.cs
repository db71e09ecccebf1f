using System.Collections.Frozen;
using System.Collections.Immutable;
using Pipelines.Definitions.Model;

namespace Pipelines.Workflows.Scheduling.Compiled;

/// <summary>A block with its steps in order and its names resolved.</summary>
internal sealed record CompiledBlock
{
    /// <summary>A block without steps.</summary>
    public static CompiledBlock Empty { get; } = new()
    {
        Steps = [],
        Indexes = FrozenDictionary<string, int>.Empty,
        Roots = [],
        Slots = [],
        Outputs = [],
    };

    /// <summary>The steps, in the order of the definition.</summary>
    public required ImmutableArray<CompiledStep> Steps { get; init; }

    /// <summary>Step name → index.</summary>
    public required FrozenDictionary<string, int> Indexes { get; init; }

    /// <summary>Indexes of the steps that need no other of the block, in order.</summary>
    public required ImmutableArray<int> Roots { get; init; }

    /// <summary>The slots that a frame of the block begins with.</summary>
    public required ImmutableList<StepSlot> Slots { get; init; }

    /// <summary>What a failure in it does to the steps beside it: its pipeline's choice.</summary>
    public FailureMode Mode { get; init; }

    /// <summary>What the block hands out, in the order of the names.</summary>
    public required ImmutableArray<NamedTemplate> Outputs { get; init; }
}
