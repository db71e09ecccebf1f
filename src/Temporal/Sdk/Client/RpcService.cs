using Google.Protobuf;

namespace Temporalio.Client;

/// <summary>A service whose calls can be made raw.</summary>
public abstract class RpcService
{
    /// <summary>Gets the service's full name; empty for one that somebody else made.</summary>
    internal virtual string Name => string.Empty;

    /// <summary>Makes a call.</summary>
    /// <typeparam name="T">Type of the answer.</typeparam>
    /// <param name="rpc">Name of the call.</param>
    /// <param name="req">The request.</param>
    /// <param name="resp">Reads the answer.</param>
    /// <param name="options">How the call is made.</param>
    /// <returns>The answer.</returns>
    protected abstract Task<T> InvokeRpcAsync<T>(
        string rpc, IMessage req, MessageParser<T> resp, RpcOptions? options = null)
        where T : IMessage<T>;
}
