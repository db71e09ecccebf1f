namespace Temporalio.Client;

/// <summary>What goes with every call of a connection. May be replaced while calls run.</summary>
internal sealed class CallMetadata
{
    /// <summary>API key, sent as <c>authorization: Bearer KEY</c>.</summary>
    public string? ApiKey { get; set; }

    public IReadOnlyCollection<KeyValuePair<string, string>> Text { get; set; } = [];

    public IReadOnlyCollection<KeyValuePair<string, byte[]>> Binary { get; set; } = [];
}
