using Temporalio.Client;
using Temporalio.Worker;

namespace Temporalio.Extensions.Hosting;

/// <summary>Options of a hosted worker.</summary>
public class TemporalWorkerServiceOptions : TemporalWorkerOptions
{
    /// <summary>Initializes a new instance of the <see cref="TemporalWorkerServiceOptions"/> class.</summary>
    public TemporalWorkerServiceOptions()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="TemporalWorkerServiceOptions"/> class.</summary>
    /// <param name="taskQueue">The task queue.</param>
    public TemporalWorkerServiceOptions(string taskQueue)
        : base(taskQueue)
    {
    }

    /// <summary>Gets or sets options of a client of the worker's own; null for the registered client.</summary>
    public TemporalClientConnectOptions? ClientOptions { get; set; }

    /// <summary>Gets or sets what replaces the worker's client while it runs.</summary>
    public TemporalWorkerClientUpdater? WorkerClientUpdater { get; set; }

    /// <inheritdoc />
    public override object Clone()
    {
        var copy = (TemporalWorkerServiceOptions)base.Clone();
        copy.ClientOptions = (TemporalClientConnectOptions?)ClientOptions?.Clone();
        return copy;
    }
}
