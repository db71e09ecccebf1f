using Temporalio.Client;
using Temporalio.Tests.Services;
using Temporalio.Worker;

namespace Temporalio.Tests.Scenarios;

/// <summary>
/// Base of scenarios that hold on every Temporal service. A scenario is an abstract class with facts; for each service
/// a sealed class inherits it.
/// </summary>
public abstract class Scenario(ServiceUnderTest service)
{
    protected ITemporalClient Client => service.Client;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A name that no other test uses.</summary>
    protected string Unique { get; } = $"test-{Guid.NewGuid():N}";

    /// <summary>Bounds waiting for the service, so that a fault ends the test and not the run.</summary>
    protected static RpcOptions Patience => new() { Timeout = TimeSpan.FromSeconds(60), CancellationToken = Cancel };

    protected WorkflowOptions NewWorkflow(string? suffix = null) =>
        new($"{Unique}{suffix}", Unique) { Rpc = Patience };

    protected TemporalWorkerOptions NewWorker() => new(Unique);

    /// <summary>Runs a worker for as long as the test's body takes.</summary>
    protected async Task WithWorkerAsync(TemporalWorkerOptions options, Func<Task> body)
    {
        using var worker = new TemporalWorker(Client, options);
        await worker.ExecuteAsync(body, Cancel);
    }

    /// <summary>Runs a worker for as long as the test's body takes.</summary>
    protected async Task<T> WithWorkerAsync<T>(TemporalWorkerOptions options, Func<Task<T>> body)
    {
        using var worker = new TemporalWorker(Client, options);
        return await worker.ExecuteAsync(body, Cancel);
    }
}
