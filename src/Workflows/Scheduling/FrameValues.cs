using Pipelines.Definitions.Expressions;

namespace Pipelines.Workflows.Scheduling;

/// <summary>Names that a frame brings with it.</summary>
internal sealed record FrameValues
{
    /// <summary>What <c>loop</c> is; null when the frame is no round and no item.</summary>
    public Value? Loop { get; init; }

    /// <summary>The name of <see cref="Item"/>; null when the frame is no item.</summary>
    public string? As { get; init; }

    /// <summary>The item.</summary>
    public Value? Item { get; init; }

    /// <summary>What <c>parameters</c> are from here on; null when they are those around.</summary>
    public Value? Parameters { get; init; }

    /// <summary>What <c>pipeline</c> is from here on; null when it is that around.</summary>
    public Value? Pipeline { get; init; }

    /// <summary>The value of a name; null when the frame does not bring it.</summary>
    public Value? Find(string name) => name switch
    {
        "loop" when Loop is not null => Loop,
        "parameters" when Parameters is not null => Parameters,
        "pipeline" when Pipeline is not null => Pipeline,
        _ => name == As ? Item : null,
    };
}
