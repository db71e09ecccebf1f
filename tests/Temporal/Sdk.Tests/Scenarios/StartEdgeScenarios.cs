using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Tests.Services;
using Temporalio.Workflows;

namespace Temporalio.Tests.Scenarios;

public sealed class StartEdgeScenariosOnRealService(RealService service)
    : StartEdgeScenarios(service), IClassFixture<RealService>;

public sealed class StartEdgeScenariosOnEmbeddedService(EmbeddedService service)
    : StartEdgeScenarios(service), IClassFixture<EmbeddedService>;

/// <summary>Ids that are taken, and what a workflow knows of how it was started.</summary>
public abstract class StartEdgeScenarios(ServiceUnderTest service) : EdgeScenario(service)
{
    [Theory]
    [InlineData(WorkflowIdConflictPolicy.UseExisting, true)]
    [InlineData(WorkflowIdConflictPolicy.TerminateExisting, false)]
    public async Task Start_IdRuns_GoesByTheConflictPolicy(WorkflowIdConflictPolicy policy, bool same)
    {
        // Arrange
        var first = await StartEdgeAsync();
        var again = NewWorkflow();
        again.IdConflictPolicy = policy;

        // Act
        var second = await Client.StartWorkflowAsync((EdgeWorkflow wf) => wf.RunAsync(), again);

        // Assert
        Assert.Equal(same, first.ResultRunId == second.ResultRunId);
        var before = await Client.GetWorkflowHandle(first.Id, first.ResultRunId).DescribeAsync(new() { Rpc = Patience });
        Assert.Equal(same ? WorkflowExecutionStatus.Running : WorkflowExecutionStatus.Terminated, before.Status);
    }

    [Theory]
    [InlineData(WorkflowIdReusePolicy.AllowDuplicate, true, true)]
    [InlineData(WorkflowIdReusePolicy.AllowDuplicateFailedOnly, false, true)]
    [InlineData(WorkflowIdReusePolicy.RejectDuplicate, false, false)]
    public async Task Start_IdHasEnded_GoesByTheReusePolicy(
        WorkflowIdReusePolicy policy, bool afterSuccess, bool afterFailure)
    {
        // Arrange
        var options = NewWorker(new EdgeCode
        {
            Run = _ => Workflow.Info.WorkflowId.EndsWith("-bad", StringComparison.Ordinal)
                ? throw new ApplicationFailureException("no")
                : Task.FromResult("yes"),
        });

        // Act
        var (good, bad) = await WithWorkerAsync(
            options, async () => (await AgainAsync("-good"), await AgainAsync("-bad")));

        // Assert
        Assert.Equal((afterSuccess, afterFailure), (good, bad));

        async Task<bool> AgainAsync(string suffix)
        {
            var handle = await Client.StartWorkflowAsync((EdgeWorkflow wf) => wf.RunAsync(), NewWorkflow(suffix));
            try
            {
                await handle.GetResultAsync(rpcOptions: Patience);
            }
            catch (WorkflowFailedException)
            {
                // As it should.
            }

            var next = NewWorkflow(suffix);
            next.IdReusePolicy = policy;
            try
            {
                await Client.StartWorkflowAsync((EdgeWorkflow wf) => wf.RunAsync(), next);
                return true;
            }
            catch (WorkflowAlreadyStartedException taken)
            {
                Assert.Equal((handle.Id, handle.ResultRunId), (taken.WorkflowId, taken.RunId));
                return false;
            }
        }
    }

    [Fact]
    public async Task Info_OfARun_TellsHowItWasStarted()
    {
        // Arrange
        var start = NewWorkflow();
        start.ExecutionTimeout = TimeSpan.FromHours(3);
        start.RunTimeout = TimeSpan.FromHours(2);
        start.TaskTimeout = TimeSpan.FromSeconds(20);
        start.RetryPolicy = new() { MaximumAttempts = 2, InitialInterval = TimeSpan.FromSeconds(5) };
        start.Memo = new Dictionary<string, object> { ["note"] = 5 };
        start.Priority = new(priorityKey: 2);
        start.TypedSearchAttributes = new SearchAttributeCollection.Builder()
            .Set(SearchAttributeKey.CreateKeyword("CustomKeywordField"), "x").ToSearchAttributeCollection();
        var options = NewWorker(new EdgeCode
        {
            Run = async _ =>
            {
                var info = Workflow.Info;
                var memo = Workflow.PayloadConverter.ToValue<int>(Workflow.Memo["note"].Payload);
                var keyword = Workflow.TypedSearchAttributes.Get(SearchAttributeKey.CreateKeyword("CustomKeywordField"));
                var kid = await Workflow.ExecuteChildWorkflowAsync<string>("Kin", [], new()
                {
                    Id = $"{info.WorkflowId}-kid",
                });
                return string.Join(
                    ' ',
                    info.ExecutionTimeout,
                    info.RunTimeout,
                    info.TaskTimeout,
                    info.RetryPolicy!.MaximumAttempts,
                    info.RetryPolicy.InitialInterval,
                    info.Attempt,
                    info.Priority.PriorityKey,
                    memo,
                    keyword,
                    info.Parent == null,
                    info.FirstExecutionRunId == info.RunId,
                    kid);
            },
        }).AddWorkflow<KinWorkflow>();

        // Act
        var result = await WithWorkerAsync(options, async () =>
        {
            var handle = await Client.StartWorkflowAsync((EdgeWorkflow wf) => wf.RunAsync(), start);
            return await handle.GetResultAsync(rpcOptions: Patience);
        });

        // Assert: a child knows its parent, and the root of both.
        Assert.Equal($"03:00:00 02:00:00 00:00:20 2 00:00:05 1 2 5 x True True {Unique} {Unique} 2", result);
    }

    [Fact]
    public async Task UpdateWithStart_WorkflowRuns_UpdatesItAndTellsWhichRun()
    {
        // Arrange
        var options = NewWorker(new EdgeCode { OnUpdate = argument => Task.FromResult($"ok {argument}") });

        // Act
        var (first, second, runs) = await WithWorkerAsync(options, async () =>
        {
            var (one, run) = await TryAsync("a");
            var (two, next) = await TryAsync("b");
            return (one, two, (run, next));
        });

        // Assert
        Assert.Equal(("ok a", "ok b"), (first, second));
        Assert.Equal(runs.run, runs.next);

        async Task<(string Answer, string? Run)> TryAsync(string argument)
        {
            var start = new WorkflowOptions(Unique, Unique)
            {
                IdConflictPolicy = WorkflowIdConflictPolicy.UseExisting,
            };
            var operation = WithStartWorkflowOperation.Create((EdgeWorkflow wf) => wf.RunAsync(), start);
            var answer = await Client.ExecuteUpdateWithStartWorkflowAsync(
                (EdgeWorkflow wf) => wf.TryAsync(argument), new(operation) { Rpc = Patience });
            return (answer, (await operation.GetHandleAsync()).ResultRunId);
        }
    }

    [Fact]
    public async Task UpdateWithStart_IdRunsAndMayNot_ThrowsForBoth()
    {
        // Arrange
        await StartEdgeAsync();
        var start = new WorkflowOptions(Unique, Unique) { IdConflictPolicy = WorkflowIdConflictPolicy.Fail };
        var operation = WithStartWorkflowOperation.Create((EdgeWorkflow wf) => wf.RunAsync(), start);

        // Act
        var thrown = await Assert.ThrowsAsync<WorkflowAlreadyStartedException>(
            () => Client.ExecuteUpdateWithStartWorkflowAsync(
                (EdgeWorkflow wf) => wf.TryAsync("a"), new(operation) { Rpc = Patience }));

        // Assert
        Assert.Equal(Unique, thrown.WorkflowId);
        await Assert.ThrowsAsync<WorkflowAlreadyStartedException>(operation.GetHandleAsync);
    }

    [Fact]
    public async Task GetResult_RunThatIsTriedAgainNotFollowed_ThrowsItsOwnFailure()
    {
        // Arrange
        var options = NewWorker(new EdgeCode
        {
            Run = _ => Workflow.Info.Attempt == 1
                ? throw new ApplicationFailureException("first attempt")
                : Task.FromResult(Workflow.Info.LastFailure!.Message),
        });
        var start = NewWorkflow();
        start.RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(1), MaximumAttempts = 2 };

        // Act
        var (thrown, result) = await WithWorkerAsync(options, async () =>
        {
            var handle = await Client.StartWorkflowAsync((EdgeWorkflow wf) => wf.RunAsync(), start);
            var failed = await Assert.ThrowsAsync<WorkflowFailedException>(
                () => handle.GetResultAsync(followRuns: false, rpcOptions: Patience));
            return (failed, await handle.GetResultAsync(rpcOptions: Patience));
        });

        // Assert
        Assert.Equal("first attempt", thrown.InnerException!.Message);
        Assert.Equal("first attempt", result);
    }

    [Fact]
    public async Task Start_WithCron_RunsAgainWithTheLastResult()
    {
        // Arrange
        var options = NewWorker(new EdgeCode
        {
            Run = _ => Task.FromResult(Workflow.Info.LastResult is { Count: > 0 } last
                ? $"after {Workflow.PayloadConverter.ToValue<string>(last.First().Payload)}"
                : $"first of {Workflow.Info.CronSchedule}"),
        });
        var start = NewWorkflow();
        start.CronSchedule = "@every 1s";

        // Act
        var (first, second) = await WithWorkerAsync(options, async () =>
        {
            var handle = await Client.StartWorkflowAsync((EdgeWorkflow wf) => wf.RunAsync(), start);
            var one = await handle.GetResultAsync(followRuns: false, rpcOptions: Patience);
            var ended = (await handle.FetchHistoryAsync(new() { Rpc = Patience })).Events.Last();
            var next = Client.GetWorkflowHandle<EdgeWorkflow, string>(
                handle.Id, ended.WorkflowExecutionCompletedEventAttributes.NewExecutionRunId);
            var two = await next.GetResultAsync(followRuns: false, rpcOptions: Patience);
            await Client.GetWorkflowHandle(handle.Id).TerminateAsync("enough", new() { Rpc = Patience });
            return (one, two);
        });

        // Assert
        Assert.Equal("first of @every 1s", first);
        Assert.Equal("after first of @every 1s", second);
    }
}
