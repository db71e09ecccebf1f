using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling;

/// <summary>A frame that is to be opened.</summary>
/// <param name="Block">What runs in it.</param>
/// <param name="Prefix">What its steps' paths begin with.</param>
/// <param name="Position">Its place in the definition.</param>
internal sealed record Opening(CompiledBlock Block, string Prefix, Position Position)
{
    /// <summary>The frame in which names that it does not have are looked up; null for none.</summary>
    public int? Scope { get; init; }

    /// <summary>The step whose block it is; null for the body and the finally block.</summary>
    public StepKey? Owner { get; init; }

    /// <summary>The round, item or branch that it is.</summary>
    public int Index { get; init; }

    /// <summary>Names that it brings; null for none.</summary>
    public FrameValues? Values { get; init; }

    /// <summary>True for a block that what happens around it does not interrupt.</summary>
    public bool IsShielded { get; init; }
}
