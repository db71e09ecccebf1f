using Google.Protobuf;

namespace Temporalio.Client;

/// <summary>Temporal's <c>temporal.api.operatorservice.v1.OperatorService</c>.</summary>
public abstract partial class OperatorService : RpcService
{
    /// <summary>The service's full name.</summary>
    internal const string FullName = "temporal.api.operatorservice.v1.OperatorService";

    /// <inheritdoc />
    internal override string Name => FullName;

    /// <summary>The service behind a connection.</summary>
    public class Core : OperatorService
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
