using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Api.Enums.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>Options of a client.</summary>
public class TemporalClientOptions : ICloneable
{
    /// <summary>Gets or sets the namespace; <c>default</c> by default.</summary>
    public string Namespace { get; set; } = "default";

    /// <summary>Gets or sets what converts values and failures.</summary>
    public DataConverter DataConverter { get; set; } = DataConverter.Default;

    /// <summary>Gets or sets the interceptors, outermost first. Those that can are put into workers too.</summary>
    public IReadOnlyCollection<IClientInterceptor>? Interceptors { get; set; }

    /// <summary>Gets or sets the plugins, outermost first. Those that can are in the client's workers too.</summary>
    public IReadOnlyCollection<ITemporalClientPlugin>? Plugins { get; set; }

    /// <summary>Gets or sets what makes loggers; none by default.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>Gets or sets in which states of the workflow queries are refused; in none by default.</summary>
    public QueryRejectCondition? QueryRejectCondition { get; set; }

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();
}
