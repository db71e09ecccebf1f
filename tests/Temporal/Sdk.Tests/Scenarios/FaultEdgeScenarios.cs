using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Tests.Services;
using Temporalio.Workflows;

namespace Temporalio.Tests.Scenarios;

public sealed class FaultEdgeScenariosOnRealService(RealService service)
    : FaultEdgeScenarios(service), IClassFixture<RealService>;

public sealed class FaultEdgeScenariosOnEmbeddedService(EmbeddedService service)
    : FaultEdgeScenarios(service), IClassFixture<EmbeddedService>;

/// <summary>What ends a workflow, what only fails its task, and how a failure looks from outside.</summary>
public abstract class FaultEdgeScenarios(ServiceUnderTest service) : EdgeScenario(service)
{
    private static readonly ActivityOptions Once = new()
    {
        StartToCloseTimeout = TimeSpan.FromMinutes(1),
        RetryPolicy = new() { MaximumAttempts = 1 },
    };

    [Fact]
    public async Task Throw_NoTemporalException_FailsTheTaskUntilTheCodeIsRight()
    {
        // Arrange
        var broken = true;
        var options = NewWorker(new EdgeCode
        {
            Run = _ => broken ? throw new InvalidOperationException("a bug") : Task.FromResult("right"),
        });

        // Act
        var (failed, result) = await WithWorkerAsync(options, async () =>
        {
            var handle = await StartEdgeAsync();
            var seen = await FailedTaskAsync(handle);
            broken = false;
            return (seen, await handle.GetResultAsync(rpcOptions: Patience));
        });

        // Assert
        Assert.Equal(WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure, failed.Cause);
        Assert.Equal("a bug", failed.Failure.Message);
        Assert.Equal("InvalidOperationException", failed.Failure.ApplicationFailureInfo.Type);
        Assert.Equal("right", result);
    }

    [Theory]
    [InlineData("remote", "neither StartToCloseTimeout nor ScheduleToCloseTimeout")]
    [InlineData("local", "neither StartToCloseTimeout nor ScheduleToCloseTimeout")]
    [InlineData("unknown", "Activity Nobody is not registered on this worker")]
    public async Task Call_ThatCannotBeMade_FailsTheTaskAndSaysWhy(string call, string why)
    {
        // Arrange
        var options = NewWorker(new EdgeCode
        {
            Run = _ => call switch
            {
                "remote" => Workflow.ExecuteActivityAsync<string>("Echo", ["a"], new()),
                "local" => Workflow.ExecuteLocalActivityAsync<string>("Echo", ["a"], new()),
                _ => Workflow.ExecuteLocalActivityAsync<string>(
                    "Nobody", ["a"], new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) }),
            },
        });
        options.AddActivity(ActivityDefinition.Create("Echo", typeof(string), [typeof(string)], 1, args => args[0]));

        // Act
        var failed = await WithWorkerAsync(options, async () =>
        {
            var handle = await StartEdgeAsync();
            var seen = await FailedTaskAsync(handle);
            await handle.TerminateAsync("seen", new() { Rpc = Patience });
            return seen;
        });

        // Assert
        Assert.Contains(why, failed.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_OnATimerOfDotNet_FailsTheTaskAtOnceUntilTheCodeIsRight()
    {
        // Arrange
        var broken = true;
        var options = NewWorker(new EdgeCode
        {
            Run = async _ =>
            {
                if (broken)
                    await Task.Delay(TimeSpan.FromDays(1));
                return "right";
            },
        });

        // Act
        var (failed, result) = await WithWorkerAsync(options, async () =>
        {
            var handle = await StartEdgeAsync();
            var seen = await FailedTaskAsync(handle);
            broken = false;
            return (seen, await handle.GetResultAsync(rpcOptions: Patience));
        });

        // Assert
        Assert.Contains("a timer of .NET", failed.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("Workflow.DelayAsync", failed.Failure.Message, StringComparison.Ordinal);
        Assert.Equal("right", result);
    }

    [Theory]
    [InlineData(1, "given 1 parameter(s)")]
    [InlineData(2, "5 null 7 1")]
    [InlineData(3, "5 null 8 1")]
    [InlineData(6, "5 null 8 2030")]
    public async Task Start_FewerOrMoreArguments_UsesDefaultsAndDropsTheRest(int count, string expected)
    {
        // Arrange
        object?[] args = [5, null, 8, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc), "more", "and more"];

        // Act
        var outcome = await WithWorkerAsync(NewWorker().AddWorkflow<ArgumentsWorkflow>(), async () =>
        {
            var handle = await Client.StartWorkflowAsync("Arguments", args[..count], NewWorkflow());
            if (count >= 2)
                return await handle.GetResultAsync<string>(rpcOptions: Patience);
            var failed = await FailedTaskAsync(handle);
            await handle.TerminateAsync("seen", new() { Rpc = Patience });
            return failed.Failure.Message;
        });

        // Assert
        Assert.Contains(expected, outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fail_ActivityOfAChild_ArrivesWithTheWholeChain()
    {
        // Arrange
        var options = NewWorker(new EdgeCode
        {
            Run = async _ =>
            {
                await Workflow.ExecuteChildWorkflowAsync(
                    (CallActivityWorkflow wf) => wf.RunAsync("Break", "x", new()),
                    new() { Id = $"{Workflow.Info.WorkflowId}-kid" });
                return "never";
            },
        }).AddWorkflow<CallActivityWorkflow>();
        options.AddActivity(ActivityDefinition.Create("Break", typeof(string), [typeof(string)], 1, BreakDown));

        // Act
        var thrown = await WithWorkerAsync(options, async () =>
        {
            var handle = await StartEdgeAsync();
            return await Assert.ThrowsAsync<WorkflowFailedException>(
                () => handle.GetResultAsync(rpcOptions: Patience));
        });

        // Assert
        var child = Assert.IsType<ChildWorkflowFailureException>(thrown.InnerException);
        Assert.Equal("CallActivityWorkflow", child.WorkflowType);
        Assert.Equal($"{Unique}-kid", child.WorkflowId);
        var activity = Assert.IsType<ActivityFailureException>(child.InnerException);
        Assert.Equal("Break", activity.ActivityType);
        Assert.Equal(RetryState.MaximumAttemptsReached, activity.RetryState);
        var told = Assert.IsType<ApplicationFailureException>(activity.InnerException);
        Assert.Equal(("outer", "Told"), (told.Message, told.ErrorType));
        Assert.Equal(7, told.Details.ElementAt<int>(0));
        Assert.Contains(nameof(BreakDown), told.StackTrace, StringComparison.Ordinal);
        var cause = Assert.IsType<ApplicationFailureException>(told.InnerException);
        Assert.Equal(("inner", "FormatException"), (cause.Message, cause.ErrorType));
    }

    [Fact]
    public async Task StartChild_IdIsTaken_ThrowsWhichOne()
    {
        // Act
        var (result, _) = await RunEdgeAsync(async _ =>
        {
            var id = $"{Workflow.Info.WorkflowId}-kid";
            var first = await Workflow.StartChildWorkflowAsync("Edge-kid", [], new() { Id = id });
            var taken = await Assert.ThrowsAsync<WorkflowAlreadyStartedException>(
                () => Workflow.StartChildWorkflowAsync("Edge-kid", [], new() { Id = id }));
            return $"{first.Id == taken.WorkflowId} {taken.WorkflowType}";
        });

        // Assert
        Assert.Equal("True Edge-kid", result);
    }

    [Fact]
    public async Task ExecuteActivity_IdIsTaken_FailsTheTask()
    {
        // Arrange
        var options = NewWorker(new EdgeCode
        {
            Run = async _ =>
            {
                var same = new ActivityOptions { StartToCloseTimeout = TimeSpan.FromMinutes(1), ActivityId = "same" };
                await Workflow.WhenAllAsync(
                    Workflow.ExecuteActivityAsync<string>("Echo", ["a"], same),
                    Workflow.ExecuteActivityAsync<string>("Echo", ["b"], same));
                return "never";
            },
        });

        // Act
        var failed = await WithWorkerAsync(options, async () =>
        {
            var handle = await StartEdgeAsync();
            var seen = await FailedTaskAsync(handle);
            await handle.TerminateAsync("seen", new() { Rpc = Patience });
            return seen;
        });

        // Assert
        Assert.Equal(WorkflowTaskFailedCause.ScheduleActivityDuplicateId, failed.Cause);
    }

    [Fact]
    public async Task ExecuteActivity_NothingComesBack_IsTheDefaultOfTheType()
    {
        // Act
        var (result, _) = await RunEdgeAsync(
            async _ =>
            {
                var text = await Workflow.ExecuteActivityAsync<string?>("Void", [], Once);
                await Workflow.ExecuteActivityAsync("Void", [], Once);
                return text ?? "null";
            },
            options => options.AddActivity(
                ActivityDefinition.Create("Void", typeof(void), [], 0, _ => null)));

        // Assert
        Assert.Equal("null", result);
    }

    [Fact]
    public async Task Heartbeat_AfterTheEndOfTheActivity_DoesNothing()
    {
        // Arrange
        ActivityExecutionContext? context = null;
        await RunEdgeAsync(
            _ => Workflow.ExecuteActivityAsync<string>("Keep", [], Once),
            options => options.AddActivity(ActivityDefinition.Create("Keep", typeof(string), [], 0, _ =>
            {
                context = ActivityExecutionContext.Current;
                return "kept";
            })));

        // Act
        var thrown = Record.Exception(() => context!.Heartbeat("late"));

        // Assert: as from a timer, where it would end the process.
        Assert.Null(thrown);
    }

    [Fact]
    public async Task Change_WorkflowThatFailsByIt_EndsWithTheReason()
    {
        // Arrange
        var changed = false;
        var options = NewWorker(new EdgeCode
        {
            Run = async edge =>
            {
                if (changed)
                    await Workflow.ExecuteActivityAsync<string>("Echo", ["a"], Once);
                await Workflow.DelayAsync(1);
                await Workflow.WaitConditionAsync(() => edge.Gone);
                return "never";
            },
        });
        options.MaxCachedWorkflows = 0;
        options.WorkflowFailureExceptionTypes = [typeof(WorkflowNondeterminismException)];

        // Act
        var thrown = await WithWorkerAsync(options, async () =>
        {
            var handle = await StartEdgeAsync();
            Assert.Equal("here", await handle.QueryAsync(wf => wf.Ask("here"), new() { Rpc = Patience }));
            changed = true;
            await handle.SignalAsync(wf => wf.GoAsync(), new() { Rpc = Patience });
            return await Assert.ThrowsAsync<WorkflowFailedException>(
                () => handle.GetResultAsync(rpcOptions: Patience));
        });

        // Assert
        Assert.Contains("[TMPRL1100]", thrown.InnerException!.Message, StringComparison.Ordinal);
    }

    private static object? BreakDown(object?[] args)
    {
        try
        {
            throw new FormatException("inner");
        }
        catch (FormatException inner)
        {
            throw new ApplicationFailureException("outer", inner, "Told", details: [7]);
        }
    }
}
