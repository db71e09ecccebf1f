using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Tests.Services;
using Temporalio.Workflows;

namespace Temporalio.Tests.Scenarios;

public sealed class HandlerEdgeScenariosOnRealService(RealService service)
    : HandlerEdgeScenarios(service), IClassFixture<RealService>;

public sealed class HandlerEdgeScenariosOnEmbeddedService(EmbeddedService service)
    : HandlerEdgeScenarios(service), IClassFixture<EmbeddedService>;

/// <summary>Handlers that throw, continue as new, are set late, or do what they may not.</summary>
public abstract class HandlerEdgeScenarios(ServiceUnderTest service) : EdgeScenario(service)
{
    [Fact]
    public async Task Signal_HandlerThrowsAFailure_EndsTheWorkflowWithIt()
    {
        // Arrange
        var options = NewWorker(new EdgeCode { OnSignal = () => throw new ApplicationFailureException("no", "Bad") });

        // Act
        var thrown = await WithWorkerAsync(options, async () =>
        {
            var handle = await StartEdgeAsync();
            await handle.SignalAsync(wf => wf.DoAsync(), new() { Rpc = Patience });
            return await Assert.ThrowsAsync<WorkflowFailedException>(
                () => handle.GetResultAsync(rpcOptions: Patience));
        });

        // Assert
        Assert.Equal("Bad", Assert.IsType<ApplicationFailureException>(thrown.InnerException).ErrorType);
    }

    [Fact]
    public async Task Signal_HandlerHasABug_FailsTheTaskUntilTheCodeIsRight()
    {
        // Arrange
        var broken = true;
        var options = NewWorker(new EdgeCode
        {
            OnSignal = () => broken ? throw new InvalidOperationException("a bug") : Task.CompletedTask,
        });

        // Act
        var (failed, result) = await WithWorkerAsync(options, async () =>
        {
            var handle = await StartEdgeAsync();
            await handle.SignalAsync(wf => wf.DoAsync(), new() { Rpc = Patience });
            var seen = await FailedTaskAsync(handle);
            broken = false;
            await handle.SignalAsync(wf => wf.GoAsync(), new() { Rpc = Patience });
            return (seen, await handle.GetResultAsync(rpcOptions: Patience));
        });

        // Assert
        Assert.Equal("a bug", failed.Failure.Message);
        Assert.Equal("gone", result);
    }

    [Fact]
    public async Task Signal_HandlerContinuesAsNew_TheNextRunFollows()
    {
        // Arrange
        var options = NewWorker(new EdgeCode
        {
            Run = async edge =>
            {
                if (Workflow.Info.ContinuedRunId != null)
                    return "continued";
                await Workflow.WaitConditionAsync(() => edge.Gone);
                return "never";
            },
            OnSignal = () => throw Workflow.CreateContinueAsNewException((EdgeWorkflow wf) => wf.RunAsync()),
        });

        // Act
        var result = await WithWorkerAsync(options, async () =>
        {
            var handle = await StartEdgeAsync();
            await handle.SignalAsync(wf => wf.DoAsync(), new() { Rpc = Patience });
            return await handle.GetResultAsync(rpcOptions: Patience);
        });

        // Assert
        Assert.Equal("continued", result);
    }

    [Fact]
    public async Task Update_HandlerHasABug_FailsTheTaskAndAnswersWhenTheCodeIsRight()
    {
        // Arrange
        var broken = true;
        var options = NewWorker(new EdgeCode
        {
            OnUpdate = argument =>
                broken ? throw new InvalidOperationException("a bug") : Task.FromResult($"ok {argument}"),
        });

        // Act
        var (failed, answer) = await WithWorkerAsync(options, async () =>
        {
            var handle = await StartEdgeAsync();
            var update = handle.ExecuteUpdateAsync(wf => wf.TryAsync("x"), new() { Rpc = Patience });
            var seen = await FailedTaskAsync(handle);
            broken = false;
            var given = await update;
            await handle.SignalAsync(wf => wf.GoAsync(), new() { Rpc = Patience });
            await handle.GetResultAsync(rpcOptions: Patience);
            return (seen, given);
        });

        // Assert
        Assert.Equal("a bug", failed.Failure.Message);
        Assert.Equal("ok x", answer);
    }

    [Fact]
    public async Task Update_HandlerContinuesAsNewWhereEveryFaultIsAFailure_FailsTheUpdateOnly()
    {
        // Arrange
        var options = NewWorker(new EdgeCode
        {
            OnUpdate = _ => throw Workflow.CreateContinueAsNewException((EdgeWorkflow wf) => wf.RunAsync()),
        });
        options.WorkflowFailureExceptionTypes = [typeof(Exception)];

        // Act
        var (thrown, result) = await WithWorkerAsync(options, async () =>
        {
            var handle = await StartEdgeAsync();
            var refused = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(
                () => handle.ExecuteUpdateAsync(wf => wf.TryAsync("x"), new() { Rpc = Patience }));
            await handle.SignalAsync(wf => wf.GoAsync(), new() { Rpc = Patience });
            return (refused, await handle.GetResultAsync(rpcOptions: Patience));
        });

        // Assert
        Assert.Contains("cannot continue as new", thrown.InnerException!.Message, StringComparison.Ordinal);
        Assert.Equal("gone", result);
    }

    [Fact]
    public async Task Update_ValidatorTriesToAct_IsRejectedWithoutATrace()
    {
        // Arrange
        var options = NewWorker(new EdgeCode { Validate = argument => Workflow.DelayAsync(argument.Length) });

        // Act
        var (thrown, history) = await WithWorkerAsync(options, async () =>
        {
            var handle = await StartEdgeAsync();
            var refused = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(
                () => handle.ExecuteUpdateAsync(wf => wf.TryAsync("x"), new() { Rpc = Patience }));
            await handle.SignalAsync(wf => wf.GoAsync(), new() { Rpc = Patience });
            await handle.GetResultAsync(rpcOptions: Patience);
            return (refused, await handle.FetchHistoryAsync(new() { Rpc = Patience }));
        });

        // Assert
        Assert.Contains("must not wait", thrown.InnerException!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(history.Events, e => e.EventType is EventType.TimerStarted
            or EventType.WorkflowExecutionUpdateAccepted or EventType.WorkflowTaskFailed);
    }

    [Fact]
    public async Task Query_HandlerThrowsOrTriesToAct_FailsTheQueryOnly()
    {
        // Arrange
        var options = NewWorker(new EdgeCode
        {
            OnQuery = asked => asked switch
            {
                "throw" => throw new ApplicationFailureException("no answer", "Bad"),
                "act" => Workflow.DelayAsync(1).ToString()!,
                _ => $"{asked} {Workflow.Unsafe.IsReplayingHistoryEvents}",
            },
        });

        // Act
        var (thrown, acted, after) = await WithWorkerAsync(options, async () =>
        {
            var handle = await StartEdgeAsync();
            var first = await Assert.ThrowsAsync<WorkflowQueryFailedException>(
                () => handle.QueryAsync(wf => wf.Ask("throw"), new() { Rpc = Patience }));
            var second = await Assert.ThrowsAsync<WorkflowQueryFailedException>(
                () => handle.QueryAsync(wf => wf.Ask("act"), new() { Rpc = Patience }));
            await handle.SignalAsync(wf => wf.GoAsync(), new() { Rpc = Patience });
            await handle.GetResultAsync(rpcOptions: Patience);

            // A closed run is asked as well: it is replayed.
            return (first, second, await handle.QueryAsync(wf => wf.Ask("closed"), new() { Rpc = Patience }));
        });

        // Assert
        Assert.Equal("no answer", thrown.Message);
        Assert.Contains("must not wait", acted.Message, StringComparison.Ordinal);
        Assert.Equal("closed False", after);
    }

    [Fact]
    public async Task Handlers_SetAtRunTime_TakeWhatCameBeforeAndAreChecked()
    {
        // Act
        var options = NewWorker(new EdgeCode
        {
            Run = async edge =>
            {
                var seen = new List<string>();
                await Workflow.WaitConditionAsync(() => edge.Gone);
                var late = WorkflowSignalDefinition.CreateWithoutAttribute("Late", (string text) =>
                {
                    seen.Add(text);
                    return Task.CompletedTask;
                });
                seen.Add(Assert.Throws<ArgumentException>(() => Workflow.Signals["Other"] = late).Message);
                Workflow.Signals["Late"] = late;
                Workflow.Queries["Count"] =
                    WorkflowQueryDefinition.CreateWithoutAttribute("Count", () => seen.Count);
                Workflow.Updates["More"] = WorkflowUpdateDefinition.CreateWithoutAttribute(
                    "More",
                    (int number) => Task.FromResult(number + seen.Count),
                    (int number) => ArgumentOutOfRangeException.ThrowIfNegative(number));
                await Workflow.WaitConditionAsync(() => seen.Contains("end"));
                return string.Join(", ", seen);
            },
        });
        var (result, count, more, rejected) = await WithWorkerAsync(options, async () =>
        {
            var handle = await StartEdgeAsync();
            await handle.SignalAsync("Late", ["one"], new() { Rpc = Patience });
            await handle.SignalAsync("Late", ["two"], new() { Rpc = Patience });
            await handle.SignalAsync(wf => wf.GoAsync(), new() { Rpc = Patience });

            // A query sees all that came before it: the handlers are set now.
            await handle.QueryAsync(wf => wf.Ask("ready"), new() { Rpc = Patience });
            var answered = await handle.ExecuteUpdateAsync<int>("More", [10], new() { Rpc = Patience });
            var refused = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(
                () => handle.ExecuteUpdateAsync<int>("More", [-1], new() { Rpc = Patience }));
            var counted = await handle.QueryAsync<int>("Count", [], new() { Rpc = Patience });
            await handle.SignalAsync("Late", ["end"], new() { Rpc = Patience });
            return (await handle.GetResultAsync(rpcOptions: Patience), counted, answered, refused);
        });

        // Assert
        Assert.Equal("The handler set as 'Other' is named 'Late'., one, two, end", result);
        Assert.Equal(3, count);
        Assert.Equal(13, more);
        Assert.Equal(
            nameof(ArgumentOutOfRangeException),
            Assert.IsType<ApplicationFailureException>(rejected.InnerException).ErrorType);
    }
}
