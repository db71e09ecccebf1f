using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Extensions.OpenTelemetry;
using Temporalio.Testing;
using Temporalio.Tests.Scenarios;
using Temporalio.Worker;

namespace Temporalio.Tests.Testing;

public sealed class PluginTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SimplePlugin_OfAClient_AddsWhatItHasToItsWorkers()
    {
        // Arrange
        var calls = new List<string>();
        var plugin = new SimplePlugin("greetings", new SimplePluginOptions
        {
            ClientInterceptors = [new TracingInterceptor()],
            RunContextBefore = () => Note("before"),
            RunContextAfter = () => Note("after"),
        }.AddWorkflow<GreetingWorkflow>());
        await using var environment = await WorkflowEnvironment.StartLocalAsync(new() { Plugins = [plugin] });
        using var worker = new TemporalWorker(environment.Client, new("queue"));

        // Act
        var greeting = await worker.ExecuteAsync(
            async () =>
            {
                await Note("run");
                return await environment.Client.ExecuteWorkflowAsync(
                    (GreetingWorkflow wf) => wf.RunAsync("plugins"), new("greeting", "queue"));
            },
            Cancel);

        // Assert
        Assert.Equal("Hello, plugins!", greeting);
        Assert.Equal(["before", "run", "after"], calls);
        Assert.IsType<TracingInterceptor>(Assert.Single(environment.Client.Options.Interceptors!));

        Task Note(string what)
        {
            calls.Add(what);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public void SimplePlugin_FunctionAsOption_ChangesWhatIsThere()
    {
        // Arrange
        var codec = new DataConverter(new DefaultPayloadConverter(), new DefaultFailureConverter());
        var seen = new List<DataConverter>();
        var plugin = new SimplePlugin("codec", new()
        {
            DataConverterOption = new(existing =>
            {
                seen.Add(existing);
                return codec;
            }),
        });
        var options = new WorkflowReplayerOptions { Plugins = [plugin] }.AddWorkflow<GreetingWorkflow>();

        // Act
        var replayer = new WorkflowReplayer(options);

        // Assert
        Assert.Same(codec, replayer.Options.DataConverter);
        Assert.Same(DataConverter.Default, Assert.Single(seen));
        Assert.Same(DataConverter.Default, options.DataConverter); // the caller's own options stay as they are
    }

    [Fact]
    public async Task ConnectAsync_Plugins_GoAroundTheConnectionOutermostFirst()
    {
        // Arrange
        var calls = new List<string>();

        // Act
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => TemporalClient.ConnectAsync(
            new("127.0.0.1:1")
            {
                RpcRetry = new() { MaxRetries = 1 },
                Plugins = [new Noting("outer", calls), new Noting("inner", calls)],
            }));

        // Assert
        Assert.Contains("127.0.0.1:1", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["outer", "inner"], calls);
    }

    private sealed class Noting(string name, List<string> calls) : SimplePlugin(name)
    {
        public override Task<TemporalConnection> ConnectAsync(
            TemporalClientConnectOptions options,
            Func<TemporalClientConnectOptions, Task<TemporalConnection>> continuation)
        {
            calls.Add(Name);
            return base.ConnectAsync(options, continuation);
        }
    }
}
