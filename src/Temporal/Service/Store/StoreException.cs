namespace Temporalio.Service.Store;

/// <summary>The state on disk could not be read or written. The service stops: a failed sync is never tried
/// again.</summary>
internal sealed class StoreException(string message, int code) : Exception(message)
{
    /// <summary>SQLite's result code.</summary>
    public int Code { get; } = code;
}
