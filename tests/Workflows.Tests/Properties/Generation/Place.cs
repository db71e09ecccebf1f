using System.Collections.Immutable;

namespace Pipelines.Workflows.Tests.Properties.Generation;

/// <summary>Where in a definition a block stands.</summary>
internal sealed record Place
{
    public int Depth { get; init; }

    /// <summary>True when a timeout ends whatever never ends by itself.</summary>
    public bool IsCovered { get; init; }

    /// <summary>True in a block that runs at the end.</summary>
    public bool IsLast { get; init; }

    /// <summary>Steps around that may be read.</summary>
    public ImmutableList<Readable> Around { get; init; } = [];

    /// <summary>Expressions, as text, of names that are there beside steps and parameters.</summary>
    public ImmutableList<string> Names { get; init; } = [];
}
