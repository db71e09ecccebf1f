using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Tests.Scenarios;
using Temporalio.Workflows;

namespace Temporalio.Tests.Workflows;

public sealed class RuntimeEdgeTests
{
    [Fact]
    public async Task DeprecatePatch_HistoryOlderThanThePatch_LeavesItOff()
    {
        // Arrange
        var changed = false;
        using var driver = DriverOf(new EdgeCode
        {
            Run = async _ =>
            {
                var on = false;
                if (changed)
                {
                    Workflow.DeprecatePatch("patch");
                    on = Workflow.Patched("patch");
                }

                await Workflow.DelayAsync(1);
                return on ? "new" : "old";
            },
        });
        await driver.TaskAsync();

        // Act
        changed = true;
        driver.Forget();
        driver.FireTimer("1");
        var task = await driver.TaskAsync();

        // Assert
        Assert.Equal("old", task.Result<string>());
        Assert.Equal([CommandType.CompleteWorkflowExecution], task.Types());
    }

    [Fact]
    public async Task Update_GivesARawValueTwice_EncodesEachOnce()
    {
        // Arrange
        var kept = DataConverter.Default.PayloadConverter.ToRawValue("kept");
        using var driver = DriverOf(
            new EdgeCode
            {
                Run = async edge =>
                {
                    Workflow.Updates["Raw"] = WorkflowUpdateDefinition.CreateWithoutAttribute(
                        "Raw", () => Task.FromResult<IRawValue>(kept));
                    await Workflow.WaitConditionAsync(() => edge.Gone);
                    return "gone";
                },
            },
            DataConverter.Default with { PayloadCodec = new Scenarios.MirrorCodec() });
        await driver.TaskAsync();

        // Act
        driver.Update("one", "Raw");
        driver.Update("two", "Raw");
        var task = await driver.TaskAsync();

        // Assert
        var given = task.Messages.Where(message => message.Body.Is(Response.Descriptor))
            .Select(message => message.Body.Unpack<Response>().Outcome.Success.Payloads_.Single().Data.ToStringUtf8());
        Assert.Equal(["\"tpek\"", "\"tpek\""], given);
    }

    [Fact]
    public async Task DynamicOptions_HandlerRunsBeforeTheRunMethod_HoldForIt()
    {
        // Arrange
        using var driver = WorkflowDriver.Of<ChoosyWorkflow>().Start("Any");
        driver.Signal("Break");

        // Act
        var task = await driver.TaskAsync();

        // Assert
        var failed = task.Single(CommandType.FailWorkflowExecution).FailWorkflowExecutionCommandAttributes;
        Assert.Equal("as told", failed.Failure.Message);
    }

    [Fact]
    public async Task Activity_GivesNothingWhereANumberIsExpected_IsZero()
    {
        // Arrange
        using var driver = WorkflowDriver.Of<TwoActivitiesWorkflow>().Start("Two", 3);
        await driver.TaskAsync();
        driver.CompleteActivity("1", 6);
        driver.History.Last().ActivityTaskCompletedEventAttributes.Result = null;

        // Act
        var task = await driver.TaskAsync();

        // Assert
        var next = task.Single(CommandType.ScheduleActivityTask).ScheduleActivityTaskCommandAttributes;
        Assert.Equal("0", next.Input.Payloads_.Single().Data.ToStringUtf8());
    }

    [Fact]
    public async Task Log_InAnUpdate_SaysWhichUpdate()
    {
        // Arrange
        using var log = new ScopesLoggerFactory();
        var code = new EdgeCode
        {
            OnUpdate = argument =>
            {
                Workflow.Logger.LogInformation("in the update");
                return Task.FromResult(argument);
            },
        };
        using var driver = new WorkflowDriver(OptionsOf(code) with { LoggerFactory = log }).Start("Edge");
        await driver.TaskAsync();

        // Act
        driver.Update("one", "Try", "x");
        await driver.TaskAsync();

        // Assert
        Assert.Equal("workflow-1", log.Seen["WorkflowId"]);
        Assert.Equal("one", log.Seen["UpdateId"]);
        Assert.Equal("Try", log.Seen["UpdateName"]);
    }

    [Fact]
    public async Task Upsert_SameNameTwiceOrNoJson_IsRefused()
    {
        // Arrange
        var refused = new List<string>();
        using var driver = DriverOf(new EdgeCode
        {
            Run = _ =>
            {
                var key = Common.SearchAttributeKey.CreateKeyword("CustomKeywordField");
                refused.Add(Assert.Throws<ArgumentException>(
                    () => Workflow.UpsertTypedSearchAttributes(key.ValueSet("a"), key.ValueSet("b"))).Message);
                refused.Add(Assert.Throws<ArgumentException>(
                    () => Workflow.UpsertMemo(MemoUpdate.ValueSet("loop", typeof(string)))).Message);
                return Task.FromResult("done");
            },
        });

        // Act
        var task = await driver.TaskAsync();

        // Assert
        Assert.Equal([CommandType.CompleteWorkflowExecution], task.Types());
        Assert.Contains("'CustomKeywordField' is updated twice", refused[0], StringComparison.Ordinal);
        Assert.Contains("'loop' cannot be converted", refused[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Task_Nondeterministic_FailsTheWorkflowOnlyWhereThatIsTold()
    {
        // Arrange
        var options = WorkflowDriver.With(typeof(TwoActivitiesWorkflow)) with
        {
            FailureExceptionTypes = [typeof(WorkflowNondeterminismException)],
        };
        using var driver = new WorkflowDriver(options).Start("Two", 1);
        await driver.TaskAsync();
        driver.History.Last(e => e.EventType == EventType.ActivityTaskScheduled)
            .ActivityTaskScheduledEventAttributes.ActivityType.Name = "other";
        driver.CompleteActivity("1", 1);

        // Act
        driver.Forget();
        var task = await driver.TaskAsync();

        // Assert
        var failed = task.Single(CommandType.FailWorkflowExecution).FailWorkflowExecutionCommandAttributes;
        Assert.Contains("[TMPRL1100]", failed.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, driver.CachedRuns);
    }

    private static Temporalio.Workflows.Tasks.WorkflowTaskHandlerOptions OptionsOf(EdgeCode code) =>
        WorkflowDriver.With() with
        {
            Workflows = [WorkflowDefinition.Create(typeof(EdgeWorkflow), null, _ => new EdgeWorkflow(code))],
        };

    private static WorkflowDriver DriverOf(EdgeCode code, DataConverter? converter = null) =>
        new WorkflowDriver(OptionsOf(code) with { DataConverter = converter ?? DataConverter.Default }).Start("Edge");

    private sealed class ScopesLoggerFactory : ILoggerFactory, ILogger
    {
        private readonly Dictionary<string, object> _scopes = [];

        /// <summary>What the scopes around the workflow's own line say.</summary>
        public Dictionary<string, object> Seen { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            foreach (var (name, value) in (IEnumerable<KeyValuePair<string, object>>)state)
                _scopes[name] = value;
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception) != "in the update")
                return;
            foreach (var (name, value) in _scopes)
                Seen[name] = value;
        }

        public void Dispose()
        {
        }
    }
}
