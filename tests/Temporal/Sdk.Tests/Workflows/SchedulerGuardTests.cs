using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Workflows;
using Temporalio.Workflows.Tasks;

namespace Temporalio.Tests.Workflows;

public class SchedulerGuardTests
{
    [Theory]
    [InlineData("delay", "a timer of .NET")]
    [InlineData("run", "a task on another scheduler")]
    public async Task Replay_CodeThatLeavesTheScheduler_FailsAtOnce(string how, string what)
    {
        // Arrange
        using var driver = WorkflowDriver.Of<LeavingWorkflow>().Start("Leaving", how);
        var history = new WorkflowHistory("leaving", [.. driver.History, driver.NewTask()]);

        // Act
        var result = await new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<LeavingWorkflow>())
            .ReplayWorkflowAsync(history, throwOnReplayFailure: false, TestContext.Current.CancellationToken);

        // Assert
        var failure = Assert.IsType<InvalidWorkflowSchedulerException>(result.ReplayFailure);
        Assert.Contains(what, failure.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(LeavingWorkflow), failure.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_GuardSwitchedOffForACall_LetsItPass()
    {
        // Arrange
        using var driver = WorkflowDriver.Of<LeavingWorkflow>().Start("Leaving", "unsafe");
        var history = new WorkflowHistory("leaving", [.. driver.History, driver.NewTask()]);

        // Act
        var result = await new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<LeavingWorkflow>())
            .ReplayWorkflowAsync(history, throwOnReplayFailure: false, TestContext.Current.CancellationToken);

        // Assert
        Assert.Null(result.ReplayFailure?.ToString());
    }

    [Fact]
    public async Task Task_CodeThatLeavesTheScheduler_FailsAtOnceInAWorkerToo()
    {
        // Arrange
        using var driver = new WorkflowDriver(
            WorkflowDriver.With(typeof(LeavingWorkflow)) with { DebugMode = false }).Start("Leaving", "delay");

        // Act: it stays wrong however often it comes.
        var first = await driver.FailedTaskAsync();
        var second = await driver.FailedTaskAsync();

        // Assert
        Assert.Contains("a timer of .NET", first.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("a timer of .NET", second.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Task_GuardSwitchedOff_LetsItPass()
    {
        // Arrange
        var options = WorkflowDriver.With(typeof(LeavingWorkflow)) with
        {
            DebugMode = false, DisableSchedulerGuard = true,
        };
        using var driver = new WorkflowDriver(options).Start("Leaving", "delay");

        // Act
        var task = await driver.TaskAsync();

        // Assert
        Assert.Empty(task.Commands);
    }

    [Fact]
    public async Task Log_TargetThatUsesTasks_IsNoFaultOfTheWorkflow()
    {
        // Arrange
        using var log = new TaskLoggerFactory();
        var options = WorkflowDriver.With(typeof(LeavingWorkflow)) with { DebugMode = false, LoggerFactory = log };
        using var driver = new WorkflowDriver(options).Start("Leaving", "log");

        // Act
        var task = await driver.TaskAsync();

        // Assert
        Assert.Equal([CommandType.CompleteWorkflowExecution], task.Types());
        Assert.True(log.Written > 0);
    }

    [Fact]
    public void Trials_OfCodeThatPasses_EndAndThoseOfOtherCodeGoOn()
    {
        // Arrange
        using var trials = new SchedulerTrials();
        var good = WorkflowDefinition.Create<TwoActivitiesWorkflow>();
        var bad = WorkflowDefinition.Create<LeavingWorkflow>();

        // Act
        var before = trials.IsWatching;
        trials.Begin(good);
        var during = trials.IsWatching;
        Run(good, null);
        var after = trials.IsWatching;
        Run(bad, new InvalidWorkflowSchedulerException("left"));

        // Assert
        Assert.Equal((false, true, false), (before, during, after));
        Assert.True(trials.IsWatching);

        void Run(WorkflowDefinition definition, Exception? failure)
        {
            for (var run = 0; run < SchedulerTrials.Length; run++)
            {
                trials.Begin(definition);
                trials.End(definition, failure);
            }
        }
    }

    private sealed class TaskLoggerFactory : ILoggerFactory, ILogger
    {
        public int Written { get; private set; }

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            Written++;
            _ = Task.Run(() => formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
