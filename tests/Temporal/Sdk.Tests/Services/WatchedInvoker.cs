using System.Collections.Concurrent;
using Google.Protobuf;
using Temporalio.Client;

namespace Temporalio.Tests.Services;

/// <summary>Makes the calls of another client, and remembers them.</summary>
internal sealed class WatchedInvoker(IServiceInvoker inner) : IServiceInvoker
{
    /// <summary>Gets the calls in the order in which they began.</summary>
    public ConcurrentQueue<(string Rpc, IMessage Request)> Calls { get; } = new();

    /// <summary>Returns a client like the given one whose calls go through the watch.</summary>
    public static (ITemporalClient Client, WatchedInvoker Watch) Of(ITemporalClient client)
    {
        var watch = new WatchedInvoker(((TemporalConnection)client.Connection).Invoker);
        var connection = TemporalConnection.Over(new TemporalClientConnectOptions("watched"), watch);
        return (new TemporalClient(connection, client.Options), watch);
    }

    public int CountOf(string rpc) => Calls.Count(call => call.Rpc == rpc);

    public Task<T> InvokeAsync<T>(
        string service, string rpc, IMessage request, MessageParser<T> parser, RpcOptions? options, bool longPoll)
        where T : IMessage<T>
    {
        Calls.Enqueue((rpc, request));
        return inner.InvokeAsync(service, rpc, request, parser, options, longPoll);
    }
}
