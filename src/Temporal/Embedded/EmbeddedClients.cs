#if !TEMPORAL_SDK_OFFICIAL
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Service;

namespace Temporalio.Embedded;

/// <summary>Makes clients that call the service in this process, by reference.</summary>
internal sealed class EmbeddedClients(TemporalService service, EmbeddedTemporalOptions options)
{
    public Task<ITemporalClient> ConnectAsync(string ns)
    {
        var connection = TemporalConnection.Over(
            new TemporalClientConnectOptions("in-process")
            {
                LoggerFactory = options.LoggerFactory ?? NullLoggerFactory.Instance,
            },
            new RetryingInvoker(
                new InProcessInvoker(service.Frontend),
                new(),
                new DeterministicRandom(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)))),
                TimeProvider.System,
                // A service in this process that has stopped does not come back.
                givesUpOn: RpcException.StatusCode.Unavailable));
        return Task.FromResult<ITemporalClient>(new TemporalClient(connection, new()
        {
            Namespace = ns,
            DataConverter = options.DataConverter,
            LoggerFactory = options.LoggerFactory ?? NullLoggerFactory.Instance,
        }));
    }
}
#else
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Client;
using Temporalio.Service;

namespace Temporalio.Embedded;

/// <summary>Makes clients that reach the service over the loopback address: the official SDK calls over gRPC only.</summary>
internal sealed class EmbeddedClients(TemporalService service, EmbeddedTemporalOptions options)
{
    private readonly Lazy<Task<string>> _address = new(
        async () => (await service.ListenAsync().ConfigureAwait(false)).Address);

    public async Task<ITemporalClient> ConnectAsync(string ns) => await TemporalClient.ConnectAsync(
        new(await _address.Value.ConfigureAwait(false))
        {
            Namespace = ns,
            DataConverter = options.DataConverter,
            LoggerFactory = options.LoggerFactory ?? NullLoggerFactory.Instance,
        }).ConfigureAwait(false);
}
#endif
