namespace Temporalio.Service.History;

/// <summary>The bounds of a run, those of Temporal's server.</summary>
internal static class Limits
{
    /// <summary>A run with more events is terminated.</summary>
    public const long Events = 51_200;

    /// <summary>A run with more bytes of history is terminated.</summary>
    public const long Bytes = 50L * 1024 * 1024;

    /// <summary>From this many events on a worker is told to continue as new.</summary>
    public const long SuggestedEvents = 4_096;

    /// <summary>From this many bytes on a worker is told to continue as new.</summary>
    public const long SuggestedBytes = 4L * 1024 * 1024;

    /// <summary>Pending activities, and likewise children, signals and cancel requests to other runs.</summary>
    public const int Pending = 2_000;

    /// <summary>Signals that one run takes.</summary>
    public const int Signals = 10_000;

    /// <summary>Updates that one run takes.</summary>
    public const int Updates = 2_000;

    /// <summary>Bytes of one blob: input, result, details, memo.</summary>
    public const int Blob = 2 * 1024 * 1024;

    /// <summary>Characters of ids and names.</summary>
    public const int IdLength = 1_000;

    /// <summary>The identity of what the service writes by itself.</summary>
    public const string ServiceIdentity = "history-service";
}
