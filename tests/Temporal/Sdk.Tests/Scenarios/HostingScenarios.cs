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
    public async Task HostedWorker_ActivitiesOfEveryKind_LiveAsTheyWereAdded()
    {
        // Arrange
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton(Client);
        builder.Services.AddHostedTemporalWorker(Unique)
            .AddWorkflow<CallActivityWorkflow>()
            .AddSingletonActivities<One>()
            .AddTransientActivities<Many>()
            .AddStaticActivities(typeof(Always))
            .AddActivitiesInstance(new Given("given"));
        using var host = builder.Build();
        await host.StartAsync(Cancel);

        // Act
        var results = new List<string>();
        foreach (var activity in (string[])["CountOne", "CountOne", "CountMany", "CountMany", "Always", "Given"])
        {
            results.Add(await Client.ExecuteWorkflowAsync(
                (CallActivityWorkflow wf) => wf.RunAsync(activity, "x", new()), NewWorkflow($"-{results.Count}")));
        }

        await host.StopAsync(Cancel);

        // Assert
        Assert.Equal(["1", "2", "1", "1", "always", "given"], results);
    }

    [Fact]
    public async Task HostedWorker_WithoutClient_SaysWhatToAdd()
    {
        // Arrange
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddHostedTemporalWorker(Unique).AddWorkflow<CallActivityWorkflow>();
        using var host = builder.Build();

        // Act
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync(Cancel));

        // Assert
        Assert.Contains("AddTemporalClient", thrown.Message, StringComparison.Ordinal);
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

    private sealed class One
    {
        private int _calls;

        [Activity]
        public string CountOne(string argument) => $"{Interlocked.Increment(ref _calls)}";
    }

    private sealed class Many
    {
        private int _calls;

        [Activity]
        public string CountMany(string argument) => $"{Interlocked.Increment(ref _calls)}";
    }

    private static class Always
    {
        [Activity("Always")]
        public static Task<string> RunAsync(string argument) => Task.FromResult("always");
    }

    private sealed class Given(string text)
    {
        [Activity("Given")]
        public string Run(string argument) => text;
    }
}
