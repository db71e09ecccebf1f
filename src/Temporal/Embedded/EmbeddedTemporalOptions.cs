using Microsoft.Extensions.Logging;
using Temporalio.Converters;

namespace Temporalio.Embedded;

/// <summary>What an embedded Temporal is started with.</summary>
public sealed record EmbeddedTemporalOptions
{
    /// <summary>Gets the directory that keeps the state; made when missing. Null keeps everything in memory.</summary>
    public string? StateDirectory { get; init; }

    /// <summary>Gets the clock of the service. The system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Gets what makes the loggers of service and clients. None by default.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>Gets what converts values of the clients that <see cref="EmbeddedTemporal.ConnectAsync"/> makes.</summary>
    public DataConverter DataConverter { get; init; } = DataConverter.Default;

    /// <summary>Gets the namespace to create unless it is there. <c>default</c> by default.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>Gets further namespaces to create unless they are there. None by default.</summary>
    public IReadOnlyList<string> MoreNamespaces { get; init; } = [];

    /// <summary>Gets how other processes reach the service. Not at all by default.</summary>
    public EmbeddedEndpoint Endpoint { get; init; } = EmbeddedEndpoint.None;
}
