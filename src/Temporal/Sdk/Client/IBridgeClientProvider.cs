using System.Runtime.InteropServices;

namespace Temporalio.Client;

/// <summary>What stands behind a client: of the official SDK a native handle, here nothing.</summary>
public interface IBridgeClientProvider
{
    /// <summary>Gets the native handle; always null, as this SDK has no native part.</summary>
    SafeHandle? BridgeClient { get; }
}
