using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Api.Enums.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>Options of a connection and of a client on it.</summary>
public class TemporalClientConnectOptions : TemporalConnectionOptions
{
    /// <summary>Initializes a new instance of the <see cref="TemporalClientConnectOptions"/> class.</summary>
    public TemporalClientConnectOptions()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="TemporalClientConnectOptions"/> class.</summary>
    /// <param name="targetHost">Host and port of the service.</param>
    public TemporalClientConnectOptions(string targetHost)
        : base(targetHost)
    {
    }

    /// <summary>Gets or sets the namespace; <c>default</c> by default.</summary>
    public string Namespace { get; set; } = "default";

    /// <summary>Gets or sets what converts values and failures.</summary>
    public DataConverter DataConverter { get; set; } = DataConverter.Default;

    /// <summary>Gets or sets the interceptors, outermost first.</summary>
    public IReadOnlyCollection<IClientInterceptor>? Interceptors { get; set; }

    /// <summary>Gets or sets the plugins, outermost first. Those that can are in the client's workers too.</summary>
    public IReadOnlyCollection<ITemporalClientPlugin>? Plugins { get; set; }

    /// <summary>Gets or sets what makes loggers; none by default.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>Gets or sets in which states of the workflow queries are refused; in none by default.</summary>
    public QueryRejectCondition? QueryRejectCondition { get; set; }

    /// <summary>Returns the client's part of the options.</summary>
    /// <returns>The options.</returns>
    public TemporalClientOptions ToClientOptions() => new()
    {
        Namespace = Namespace,
        DataConverter = DataConverter,
        Interceptors = Interceptors,
        Plugins = Plugins,
        LoggerFactory = LoggerFactory,
        QueryRejectCondition = QueryRejectCondition,
    };
}
