using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Tests.Services;
using Temporalio.Worker;

namespace Temporalio.Tests.Scenarios;

public sealed class ClientScenariosOnRealService(RealService service)
    : ClientScenarios(service), IClassFixture<RealService>;

public sealed class ClientScenariosOnEmbeddedService(EmbeddedService service)
    : ClientScenarios(service), IClassFixture<EmbeddedService>;

public sealed class ClientScenariosOnEmbeddedServiceOverSocket(EmbeddedServiceOverSocket service)
    : ClientScenarios(service), IClassFixture<EmbeddedServiceOverSocket>;

/// <summary>What a client is made with: interceptors, codecs, metadata, deadlines, keys.</summary>
public abstract class ClientScenarios(ServiceUnderTest service) : Scenario(service)
{
    [Fact]
    public async Task Interceptor_OfAClient_SeesEachCallAndMayChangeIt()
    {
        // Arrange
        var interceptor = new NotingInterceptor();
        var client = new TemporalClient(
            Client.Connection, new TemporalClientOptions { Interceptors = [interceptor] });

        // Act
        var result = await WithWorkerAsync(NewWorker().AddWorkflow<CounterWorkflow>(), async () =>
        {
            var handle = await client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(), NewWorkflow());
            await handle.SignalAsync(wf => wf.AddAsync(3), new() { Rpc = Patience });
            Assert.Equal(30, await handle.QueryAsync(wf => wf.Count, new() { Rpc = Patience }));
            await handle.ExecuteUpdateAsync(wf => wf.AddAndGetAsync(1), new() { Rpc = Patience });
            await handle.SignalAsync(wf => wf.StopAsync(), new() { Rpc = Patience });
            return await handle.GetResultAsync(rpcOptions: Patience);
        });

        // Assert
        Assert.Equal(31, result);
        Assert.Equal(
            ["start CounterWorkflow", "signal Add", "query Count", "update AddAndGet", "signal Stop"],
            interceptor.Notes);
    }

    [Fact]
    public async Task Codec_OfClientAndWorker_HidesEveryValueFromTheService()
    {
        // Arrange
        var client = NewClientWithCodec();
        var options = NewWorker().AddWorkflow<CallActivityWorkflow>().AddActivity(ActivityDefinition.Create(
            "Upper", typeof(string), [typeof(string)], 1, args => ((string)args[0]!).ToUpperInvariant()));
        using var worker = new TemporalWorker(client, options);
        var start = NewWorkflow();
        start.Memo = new Dictionary<string, object> { ["note"] = "secret memo" };

        // Act
        var (result, handle) = await worker.ExecuteAsync(
            async () =>
            {
                var started = await client.StartWorkflowAsync(
                    (CallActivityWorkflow wf) => wf.RunAsync("Upper", "secret", new()), start);
                return (await started.GetResultAsync(rpcOptions: Patience), started);
            },
            Cancel);

        // Assert
        Assert.Equal("SECRET", result);
        var seen = (await handle.FetchHistoryAsync(new() { Rpc = Patience })).ToJson();
        Assert.DoesNotContain("secret", Decoded(seen), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("terces", Decoded(seen), StringComparison.Ordinal);
        Assert.Equal(
            "secret memo",
            await (await handle.DescribeAsync(new() { Rpc = Patience })).Memo["note"].ToValueAsync<string>());
    }

    [Fact]
    public async Task Codec_FailureAttributesEncoded_ArriveReadable()
    {
        // Arrange
        var converter = DataConverter.Default with
        {
            PayloadCodec = new MirrorCodec(),
            FailureConverter = new DefaultFailureConverter.WithEncodedCommonAttributes(),
        };
        var client = new TemporalClient(Client.Connection, new() { DataConverter = converter });
        using var worker = new TemporalWorker(client, NewWorker().AddWorkflow<FailingWorkflow>());

        // Act
        var handle = await client.StartWorkflowAsync((FailingWorkflow wf) => wf.RunAsync(), NewWorkflow());
        var thrown = await Assert.ThrowsAsync<WorkflowFailedException>(() => worker.ExecuteAsync(
            () => handle.GetResultAsync(rpcOptions: Patience), Cancel));

        // Assert
        Assert.Equal("no luck", thrown.InnerException!.Message);
        var history = await handle.FetchHistoryAsync(new() { Rpc = Patience });
        Assert.Equal(
            "Encoded failure", history.Events.Last().WorkflowExecutionFailedEventAttributes.Failure.Message);
    }

    [Fact]
    public async Task Call_WithMetadata_IsTaken()
    {
        // Arrange
        var options = Patience;
        options.Metadata = [new("x-test", "text")];
        options.BinaryMetadata = [new("x-test-bin", [1, 2, 3])];

        // Act
        var count = await Client.CountWorkflowsAsync($"WorkflowId = '{Unique}'", new() { Rpc = options });

        // Assert
        Assert.Equal(0, count.Count);
    }

    [Fact]
    public async Task Call_WithApiKey_IsTakenByAServiceThatAsksForNone()
    {
        // Arrange
        Client.Connection.ApiKey = "key";

        // Act
        var count = await Client.CountWorkflowsAsync($"WorkflowId = '{Unique}'", new() { Rpc = Patience });
        Client.Connection.ApiKey = null;

        // Assert
        Assert.Equal(0, count.Count);
    }

    [Fact]
    public async Task GetResult_CallerCancels_ThrowsCanceledAndLeavesTheWorkflowAlone()
    {
        // Arrange
        var handle = await Client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(), NewWorkflow());
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        // Act
        var waiting = handle.GetResultAsync(rpcOptions: new() { CancellationToken = source.Token });
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        // Assert
        var description = await handle.DescribeAsync(new() { Rpc = Patience });
        Assert.Equal(Api.Enums.V1.WorkflowExecutionStatus.Running, description.Status);
    }

    [Fact]
    public async Task Query_NobodyWorks_EndsWithTheDeadline()
    {
        // Arrange
        var handle = await Client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(), NewWorkflow());

        // Act
        var thrown = await Assert.ThrowsAnyAsync<RpcException>(() => handle.QueryAsync(
            wf => wf.Count,
            new() { Rpc = new() { Timeout = TimeSpan.FromMilliseconds(500), CancellationToken = Cancel } }));

        // Assert: a service may find out first that no worker polls.
        Assert.Contains(
            thrown.Code, (RpcException.StatusCode[])[
                RpcException.StatusCode.DeadlineExceeded, RpcException.StatusCode.FailedPrecondition]);
    }

    private static string Decoded(string json) => System.Text.RegularExpressions.Regex.Replace(
        json,
        "\"data\": ?\"([^\"]*)\"",
        found => System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(found.Groups[1].Value)));

    private TemporalClient NewClientWithCodec() => new(
        Client.Connection,
        new() { DataConverter = DataConverter.Default with { PayloadCodec = new MirrorCodec() } });
}
