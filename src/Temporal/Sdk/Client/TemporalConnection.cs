using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Client.Grpc;
using Temporalio.Common;
using Temporalio.Runtime;
using Temporalio.Runtime.Metering;

namespace Temporalio.Client;

/// <summary>A connection to a service.</summary>
public sealed class TemporalConnection : ITemporalConnection
{
    private readonly CallMetadata _metadata;

    private TemporalConnection(TemporalConnectionOptions options, Func<CallMetadata, IServiceInvoker> invoker)
    {
        Options = (TemporalConnectionOptions)options.Clone();
        Options.Identity ??= $"{Environment.ProcessId}@{Environment.MachineName}";
        _metadata = new()
        {
            ApiKey = Options.ApiKey,
            Text = Options.RpcMetadata ?? [],
            Binary = Options.RpcBinaryMetadata ?? [],
        };
        var loggers = (options as TemporalClientConnectOptions)?.LoggerFactory ?? NullLoggerFactory.Instance;
        var calls = invoker(_metadata);
        Runtime = options.Runtime ?? TemporalRuntime.Default;
        Invoker = new PayloadLimitInvoker(
            Runtime.Sdk is { } metrics ? new MeteredInvoker(calls, metrics) : calls, Options.PayloadLimits, loggers.CreateLogger<TemporalConnection>());
        WorkflowService = new WorkflowService.Core(this);
        OperatorService = new OperatorService.Core(this);
        TestService = new TestService.Core(this);
    }

    /// <inheritdoc />
    public TemporalConnectionOptions Options { get; }

    /// <inheritdoc />
    public WorkflowService WorkflowService { get; }

    /// <inheritdoc />
    public OperatorService OperatorService { get; }

    /// <inheritdoc />
    public TestService TestService { get; }

    /// <inheritdoc />
    public bool IsConnected { get; private set; }

    /// <inheritdoc />
    public SafeHandle? BridgeClient => null;

    /// <inheritdoc />
    public string? ApiKey
    {
        get => _metadata.ApiKey;
        set => _metadata.ApiKey = value;
    }

    /// <inheritdoc />
    public IReadOnlyCollection<KeyValuePair<string, string>> RpcMetadata
    {
        get => _metadata.Text;
        set => _metadata.Text = value;
    }

    /// <inheritdoc />
    public IReadOnlyCollection<KeyValuePair<string, byte[]>> RpcBinaryMetadata
    {
        get => _metadata.Binary;
        set => _metadata.Binary = value;
    }

    /// <summary>Gets where metrics go.</summary>
    internal TemporalRuntime Runtime { get; }

    /// <summary>Gets what makes the calls.</summary>
    internal IServiceInvoker Invoker { get; }

    /// <summary>Makes a connection.</summary>
    /// <param name="options">Options; the target host is required.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="InvalidOperationException">The service cannot be reached.</exception>
    public static async Task<TemporalConnection> ConnectAsync(TemporalConnectionOptions options)
    {
        var connection = CreateLazy(options);
        await connection.ConnectAsync().ConfigureAwait(false);
        return connection;
    }

    /// <summary>Makes a connection that connects with its first call.</summary>
    /// <param name="options">Options; the target host is required.</param>
    /// <returns>The connection.</returns>
    public static TemporalConnection CreateLazy(TemporalConnectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var target = GrpcTarget.Of(options);
        return new(options, metadata => new RetryingInvoker(
            new GrpcInvoker(target, options, metadata, TimeProvider.System),
            options.RpcRetry ?? new(),
            new DeterministicRandom(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)))),
            TimeProvider.System));
    }

    /// <inheritdoc />
    public Task<bool> CheckHealthAsync(RpcService? service = null, RpcOptions? options = null) =>
        HealthCalls.CheckAsync(Invoker, service?.Name ?? WorkflowService.FullName, options);

    /// <inheritdoc />
    public async Task ConnectAsync()
    {
        if (IsConnected)
        {
            return;
        }

        try
        {
            await WorkflowService.GetSystemInfoAsync(new(), RpcOptions.WithRetry(null)).ConfigureAwait(false);
        }
        catch (Exceptions.RpcException refused) when (
            refused.Code != Exceptions.RpcException.StatusCode.Unimplemented) // an old service, but there
        {
            throw new InvalidOperationException(
                $"Connecting to {Options.TargetHost ?? "the service"} failed: {refused.Message}", refused);
        }

        IsConnected = true;
    }

    /// <summary>Makes a connection over an invoker of one's own.</summary>
    internal static TemporalConnection Over(TemporalConnectionOptions options, IServiceInvoker invoker) =>
        new(options, _ => invoker) { IsConnected = true };
}
