using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Extensions.Hosting;
using Temporalio.Tests.Services;

namespace Temporalio.Tests.Scenarios;

public sealed class HostingScenariosOnRealService(RealService service)
    : HostingScenarios(service), IClassFixture<RealService>;

public sealed class HostingScenariosOnEmbeddedService(EmbeddedService service)
    : HostingScenarios(service), IClassFixture<EmbeddedService>;

/// <summary>Workers of a generic host.</summary>
public abstract class HostingScenarios(ServiceUnderTest service) : Scenario(service)
{
    [Fact]
    public async Task HostedWorker_ScopedActivities_RunOnInstancesOfTheContainer()
    {
        // Arrange
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton(Client);
        builder.Services.AddSingleton(new Suffix("from the container"));
        builder.Services.AddHostedTemporalWorker(Unique)
            .AddWorkflow<CallActivityWorkflow>()
            .AddScopedActivities<Greeter>();
        using var host = builder.Build();
        await host.StartAsync(Cancel);

        // Act
        var result = await Client.ExecuteWorkflowAsync(
            (CallActivityWorkflow wf) => wf.RunAsync("Greet", "Hello", new()), NewWorkflow());
        await host.StopAsync(Cancel);

        // Assert
        Assert.Equal("Hello from the container", result);
    }

    [Fact]
    public void AddHostedTemporalWorker_SameQueueTwice_Throws()
    {
        // Arrange
        var services = new ServiceCollection();
        services.AddHostedTemporalWorker("queue");

        // Act and assert
        Assert.Throws<InvalidOperationException>(() => services.AddHostedTemporalWorker("queue"));
    }

    private sealed record Suffix(string Text);

    private sealed class Greeter(Suffix suffix)
    {
        [Activity]
        public Task<string> GreetAsync(string greeting) => Task.FromResult($"{greeting} {suffix.Text}");
    }
}
