using System.Text.RegularExpressions;
using Google.Protobuf;
using Temporalio.Activities;
using Temporalio.Api.Sdk.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Tests.Services;
using Temporalio.Worker;

namespace Temporalio.Tests.Scenarios;

public sealed class SecretScenariosOnRealService(RealService service)
    : SecretScenarios(service), IClassFixture<RealService>;

public sealed class SecretScenariosOnEmbeddedService(EmbeddedService service)
    : SecretScenarios(service), IClassFixture<EmbeddedService>;

/// <summary>A codec covers all that a service sees of an application's values, and leaves what it must find by.</summary>
public abstract class SecretScenarios(ServiceUnderTest service) : Scenario(service)
{
    [Fact]
    public async Task Codec_ValuesOfEveryKind_NoneReachesTheServiceReadable()
    {
        // Arrange
        var calls = WatchedInvoker.Of(Client);
        var client = new TemporalClient(calls.Client.Connection, new()
        {
            DataConverter = DataConverter.Default with
            {
                PayloadCodec = new MirrorCodec(),
                FailureConverter = new DefaultFailureConverter.WithEncodedCommonAttributes(),
            },
        });
        var options = NewWorker().AddWorkflow<SecretsWorkflow>().AddWorkflow<SecretKidWorkflow>()
            .AddActivity(ActivityDefinition.Create("Beat", typeof(string), [typeof(string)], 1, Beat))
            .AddActivity(ActivityDefinition.Create("Tell", typeof(string), [typeof(string)], 1, args => args[0]));
        var start = NewWorkflow();
        start.Memo = new Dictionary<string, object> { ["started"] = "secret" };
        start.StaticSummary = "secret";
        start.StaticDetails = "secret";
        using var worker = new TemporalWorker(client, options);

        // Act
        var (thrown, update, query, details, history) = await worker.ExecuteAsync(
            async () =>
            {
                var handle = await client.StartWorkflowAsync((SecretsWorkflow wf) => wf.RunAsync("secret", 0), start);
                var answered = await handle.ExecuteUpdateAsync(wf => wf.TryAsync("secret"), new() { Rpc = Patience });
                await Assert.ThrowsAsync<WorkflowUpdateFailedException>(
                    () => handle.ExecuteUpdateAsync(wf => wf.TryAsync("secrets"), new() { Rpc = Patience }));
                var asked = await handle.QueryAsync(wf => wf.Ask("secret"), new() { Rpc = Patience });
                var metadata = await handle.QueryAsync<WorkflowMetadata>(
                    "__temporal_workflow_metadata", [], new() { Rpc = Patience });
                await handle.SignalAsync(wf => wf.GoAsync("secret"), new() { Rpc = Patience });
                return (
                    await Assert.ThrowsAsync<WorkflowFailedException>(
                        () => handle.GetResultAsync(rpcOptions: Patience)),
                    answered,
                    asked,
                    metadata.CurrentDetails,
                    await client.GetWorkflowHandle(handle.Id).FetchHistoryAsync(new() { Rpc = Patience }));
            },
            Cancel);

        // Assert: those who have the codec read all of it.
        Assert.Equal(("secret", "secret heard", "secret"), (update, query, details));
        var around = Assert.IsType<ApplicationFailureException>(thrown.InnerException);
        Assert.Equal("secret around", around.Message);
        Assert.Equal("secret", around.Details.ElementAt<string>(0));
        Assert.Equal("secret failure", around.InnerException!.Message);

        // Nobody else does, whatever was sent; what a workflow is found by stays plain.
        var sent = calls.Watch.Calls.Select(call => (call.Rpc, Text: Readable(call.Request))).ToList();
        Assert.DoesNotContain(sent, call => call.Text.Contains("secret", StringComparison.Ordinal));
        Assert.Contains(sent, call => call.Text.Contains("terces", StringComparison.Ordinal));
        Assert.Contains(sent, call => call.Text.Contains("\"plain\"", StringComparison.Ordinal));

        // A replay needs the codec, and goes by it.
        var replayed = await new WorkflowReplayer(
                new WorkflowReplayerOptions { DataConverter = client.Options.DataConverter }
                    .AddWorkflow<SecretsWorkflow>())
            .ReplayWorkflowAsync(history, throwOnReplayFailure: false, Cancel);
        Assert.Null(replayed.ReplayFailure?.ToString());
    }

    private static object? Beat(object?[] args)
    {
        var context = ActivityExecutionContext.Current;
        context.Heartbeat(args[0]);
        return context.Info.Attempt > 1
            ? args[0]
            : throw new ApplicationFailureException($"{args[0]} once", "Once", details: [args[0]]);
    }

    // The requests with their payloads, and the messages packed in them, as text.
    private static string Readable(IMessage request) => Regex.Replace(
        System.Text.Encoding.Latin1.GetString(request.ToByteArray()), "[^ -~]", "·");
}
