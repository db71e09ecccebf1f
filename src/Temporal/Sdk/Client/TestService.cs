using Google.Protobuf;

namespace Temporalio.Client;

/// <summary>
/// Temporal's <c>temporal.api.testservice.v1.TestService</c>: the time of a service that skips it. Others refuse its
/// calls as unimplemented.
/// </summary>
public abstract partial class TestService : RpcService
{
    /// <summary>The service's full name.</summary>
    internal const string FullName = "temporal.api.testservice.v1.TestService";

    /// <inheritdoc />
    internal override string Name => FullName;

    /// <summary>The service behind a connection.</summary>
    public class Core : TestService
    {
        private readonly TemporalConnection _connection;

        /// <summary>Initializes a new instance of the <see cref="Core"/> class.</summary>
        /// <param name="connection">The connection.</param>
        public Core(TemporalConnection connection) => _connection = connection;

        /// <inheritdoc />
        protected override Task<T> InvokeRpcAsync<T>(
            string rpc, IMessage req, MessageParser<T> resp, RpcOptions? options = null) =>
            _connection.Invoker.InvokeAsync(FullName, rpc, req, resp, options, LongPoll.Is(req));
    }
}
