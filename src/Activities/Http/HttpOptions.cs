namespace Pipelines.Activities.Http;

/// <summary>How a worker calls web services.</summary>
public sealed record HttpOptions
{
    /// <summary>Bytes of an answer, unpacked, above which the step fails with <see cref="HttpErrors.TooLarge"/>.
    /// Default 64 MiB.</summary>
    public long ResponseBytes { get; init; } = 64L << 20;

    /// <summary>Bytes of an answer that stand in the step's outputs; a larger one is an artifact. Default 32
    /// KiB.</summary>
    public int InlineBytes { get; init; } = 32 * 1024;

    /// <summary>Bytes of names and values of an answer's headers that are kept; what comes after them is left out.
    /// Default 8 KiB.</summary>
    public int HeaderBytes { get; init; } = 8 * 1024;

    /// <summary>Most redirects that are followed. Default 5; 0 follows none.</summary>
    public int Redirects { get; init; } = 5;

    /// <summary>How long a connection may take to come about. Default 15 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest wait that an answer's <c>Retry-After</c> may ask for. Default 10 minutes.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The host's proxy settings are used. Default true.</summary>
    public bool UseProxy { get; init; } = true;
}
