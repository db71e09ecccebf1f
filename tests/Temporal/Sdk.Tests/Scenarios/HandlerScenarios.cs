using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Tests.Services;
using Temporalio.Tests.Workflows;
using Temporalio.Worker;

namespace Temporalio.Tests.Scenarios;

public sealed class HandlerScenariosOnRealService(RealService service)
    : HandlerScenarios(service), IClassFixture<RealService>;

public sealed class HandlerScenariosOnEmbeddedService(EmbeddedService service)
    : HandlerScenarios(service), IClassFixture<EmbeddedService>;

public sealed class HandlerScenariosOnEmbeddedServiceOverSocket(EmbeddedServiceOverSocket service)
    : HandlerScenarios(service), IClassFixture<EmbeddedServiceOverSocket>;

/// <summary>Dynamic definitions, queries that every workflow answers, handlers that are left, texts for people.</summary>
public abstract class HandlerScenarios(ServiceUnderTest service) : Scenario(service)
{
    [Fact]
    public async Task Execute_TypesThatNobodyRegistered_GoToTheDynamicOnes()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<AnyWorkflow>().AddAllActivities(typeof(AnyWorkflow), null);

        // Act
        var result = await WithWorkerAsync(worker, () =>
            Client.ExecuteWorkflowAsync<string>("Whatever", ["hello"], NewWorkflow()));

        // Assert
        Assert.Equal("nobody-has-this-name: hello", result);
    }

    [Fact]
    public async Task Handle_NamesWithoutHandler_GoToTheDynamicHandlers()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<AnyHandlerWorkflow>();

        await WithWorkerAsync(worker, async () =>
        {
            var handle = await Client.StartWorkflowAsync(
                (AnyHandlerWorkflow wf) => wf.RunAsync("one"), NewWorkflow());

            // Act
            await handle.SignalAsync("Ring", [], new() { Rpc = Patience });
            var query = await handle.QueryAsync<string>("Count", [], new() { Rpc = Patience });
            var update = await handle.ExecuteUpdateAsync<string>("Sum", [1, 2], new() { Rpc = Patience });
            var seen = await handle.QueryAsync(wf => wf.Seen(), new() { Rpc = Patience });
            await handle.SignalAsync("End", [], new() { Rpc = Patience });
            var result = await handle.GetResultAsync(rpcOptions: Patience);

            // Assert
            Assert.Equal("Count of 2", query);
            Assert.Equal("Sum 1+2", update);
            Assert.Equal(["init one", "signal Ring", "update Sum"], seen);
            Assert.Equal("init one, signal Ring, update Sum, signal End", result);
        });
    }

    [Fact]
    public async Task Query_Metadata_NamesHandlersAndCurrentDetails()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<AnyHandlerWorkflow>();

        // Act
        var metadata = await WithWorkerAsync(worker, async () =>
        {
            var handle = await Client.StartWorkflowAsync(
                (AnyHandlerWorkflow wf) => wf.RunAsync("me"), NewWorkflow());
            return await handle.QueryAsync<WorkflowMetadata>(
                "__temporal_workflow_metadata", [], new() { Rpc = Patience });
        });

        // Assert
        Assert.Equal("about me", metadata.CurrentDetails);
        Assert.Equal("AnyHandlerWorkflow", metadata.Definition.Type);
        Assert.Contains(
            metadata.Definition.QueryDefinitions, query => query is { Name: "seen", Description: "What came so far." });
        Assert.Contains(metadata.Definition.UpdateDefinitions, update => update.Name.Length == 0);
    }

    [Fact]
    public async Task Query_StackTrace_SaysWhereTheWorkflowWaits()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<WaitingWorkflow>();
        worker.WorkflowStackTrace = WorkflowStackTrace.Normal;

        // Act
        var stack = await WithWorkerAsync(worker, async () =>
        {
            var handle = await Client.StartWorkflowAsync((WaitingWorkflow wf) => wf.RunAsync(), NewWorkflow());
            return await handle.QueryAsync<string>("__stack_trace", [], new() { Rpc = Patience });
        });

        // Assert
        Assert.Contains("WaitHereAsync", stack, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Complete_HandlersStillRun_WarnsOfThoseThatMayNot()
    {
        // Arrange
        using var log = new ListLoggerFactory();
        var worker = NewWorker().AddWorkflow<HastyWorkflow>();
        worker.LoggerFactory = log;

        // Act
        var thrown = await WithWorkerAsync(worker, async () =>
        {
            var handle = await Client.StartWorkflowAsync((HastyWorkflow wf) => wf.RunAsync(), NewWorkflow());
            await handle.SignalAsync(wf => wf.HangLoudAsync(), new() { Rpc = Patience });
            await handle.SignalAsync(wf => wf.HangQuietAsync(), new() { Rpc = Patience });
            var update = await handle.StartUpdateAsync(
                wf => wf.HangUpdateAsync(), new(WorkflowUpdateStage.Accepted) { Rpc = Patience });
            await handle.SignalAsync(wf => wf.EndAsync(), new() { Rpc = Patience });
            await handle.GetResultAsync(rpcOptions: Patience);
            return await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => update.GetResultAsync(Patience));
        });

        // Assert
        var warnings = log.Lines.Where(line => line.Contains("TMPRL1102", StringComparison.Ordinal)).ToList();
        Assert.Contains(warnings, line => line.Contains("HangLoud", StringComparison.Ordinal));
        Assert.Contains(warnings, line => line.Contains("HangUpdate", StringComparison.Ordinal));
        Assert.DoesNotContain(warnings, line => line.Contains("HangQuiet", StringComparison.Ordinal));
        Assert.Equal(
            "AcceptedUpdateCompletedWorkflow",
            Assert.IsType<ApplicationFailureException>(thrown.InnerException).ErrorType);
    }

    [Fact]
    public async Task Summaries_OfTimerActivityAndChild_StandInTheHistory()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<TalkativeWorkflow>().AddWorkflow<GreetingWorkflow>().AddActivity(
            ActivityDefinition.Create("Echo", typeof(string), [typeof(string)], 1, args => args[0]));

        // Act
        var history = await WithWorkerAsync(worker, async () =>
        {
            var handle = await Client.StartWorkflowAsync((TalkativeWorkflow wf) => wf.RunAsync(), NewWorkflow());
            await handle.GetResultAsync(rpcOptions: Patience);
            return await handle.FetchHistoryAsync(new() { Rpc = Patience });
        });

        // Assert
        Assert.Equal("\"a short rest\"", SummaryOf(EventType.TimerStarted));
        Assert.Equal("\"a call\"", SummaryOf(EventType.ActivityTaskScheduled));
        Assert.Equal("\"a child\"", SummaryOf(EventType.StartChildWorkflowExecutionInitiated));

        string SummaryOf(EventType type) => history.Events.Single(found => found.EventType == type)
            .UserMetadata.Summary.Data.ToStringUtf8();
    }
}
