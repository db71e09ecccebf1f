namespace Pipelines.Activities.Artifacts;

/// <summary>The artifact store refused, or does not have, what it was asked for.</summary>
/// <param name="fault">Why.</param>
/// <param name="message">One sentence for people: which artifact, what was seen, what to do.</param>
/// <param name="inner">The error below; null for none.</param>
public sealed class ArtifactException(ArtifactFault fault, string message, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>Why.</summary>
    public ArtifactFault Fault { get; } = fault;
}
