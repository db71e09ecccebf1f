using System.Diagnostics.CodeAnalysis;

namespace Temporalio.Client;

/// <summary>How messages are compressed on their way.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The official types are nested.")]
public abstract record GrpcCompression
{
    private GrpcCompression()
    {
    }

    /// <summary>Not at all.</summary>
    public sealed record None : GrpcCompression;

    /// <summary>By gzip; small messages travel as they are.</summary>
    public sealed record Gzip : GrpcCompression;
}
