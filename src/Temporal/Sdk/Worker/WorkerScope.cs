using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Worker;

/// <summary>What all parts of a worker share. Immutable but for the client, which may be replaced.</summary>
internal sealed class WorkerScope
{
    private ITemporalClient _client;
    private PayloadLimits _payloadLimits = PayloadLimits.None;

    public WorkerScope(IWorkerClient client, TemporalWorkerOptions options, string instanceKey)
    {
        _client = Usable(client);
        Options = options;
        InstanceKey = instanceKey;
        Namespace = client.Options.Namespace;
        TaskQueue = options.TaskQueue!;
        Identity = options.Identity ?? _client.Connection.Options.Identity ?? string.Empty;
        LoggerFactory = options.LoggerFactory ?? client.Options.LoggerFactory;
        Interceptors =
        [
            .. (client.Options.Interceptors ?? []).OfType<IWorkerInterceptor>(),
            .. options.Interceptors ?? [],
        ];
        Runtime = (_client.Connection as TemporalConnection)?.Runtime
            ?? _client.Connection.Options.Runtime ?? Temporalio.Runtime.TemporalRuntime.Default;
        StickyQueue = options.MaxCachedWorkflows > 0 && options.Workflows.Count > 0
            ? $"{Identity}-{instanceKey}"
            : null;
    }

    public ITemporalClient Client => Volatile.Read(ref _client);

    /// <summary>Where metrics go: the runtime of the first client's connection.</summary>
    public Runtime.TemporalRuntime Runtime { get; }

    public WorkflowService Service => Client.Connection.WorkflowService;

    public TemporalWorkerOptions Options { get; }

    public string InstanceKey { get; }

    public string Namespace { get; }

    public string TaskQueue { get; }

    public string Identity { get; }

    /// <summary>Name of the queue for runs in this worker's memory; null when it keeps none.</summary>
    public string? StickyQueue { get; }

    public ILoggerFactory LoggerFactory { get; }

    public IReadOnlyList<IWorkerInterceptor> Interceptors { get; }

    public DataConverter DataConverter => Client.Options.DataConverter;

    public TimeProvider Time => Options.TimeProvider;

    /// <summary>How answers to tasks are sent: tried again while the service cannot be reached.</summary>
    public RpcOptions Report { get; } = new() { Retry = true };

    /// <summary>What the namespace takes; no bounds until it was asked.</summary>
    public PayloadLimits PayloadLimits
    {
        get => Volatile.Read(ref _payloadLimits);
        set => Volatile.Write(ref _payloadLimits, value);
    }

    /// <summary>Returns what slots of a kind are for.</summary>
    public Tuning.SlotReserveContext SlotUse(Tuning.SlotType type) => new(
        type, TaskQueue, Identity, Options.DeploymentOptions?.Version?.BuildId ?? string.Empty, IsSticky: false);

    /// <summary>Returns the meter for metrics that a user's code writes in this worker.</summary>
    public Common.MetricMeter Meter(params KeyValuePair<string, object>[] tags) =>
        Runtime.MetricMeter.WithTags([new("namespace", Namespace), new("task_queue", TaskQueue), .. tags]);

    public void Replace(IWorkerClient client)
    {
        var usable = Usable(client);
        if (usable.Options.Namespace != Namespace)
        {
            throw new ArgumentException(
                $"The client is of namespace '{usable.Options.Namespace}'; the worker's is '{Namespace}'.",
                nameof(client));
        }

        Volatile.Write(ref _client, usable);
    }

    private static ITemporalClient Usable(IWorkerClient client) => client as ITemporalClient
        ?? throw new ArgumentException(
            $"A worker needs an ITemporalClient; {client?.GetType().ToString() ?? "null"} is none.", nameof(client));
}
