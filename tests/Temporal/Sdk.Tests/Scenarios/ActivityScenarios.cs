using System.Collections.Concurrent;
using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Tests.Services;
using Temporalio.Workflows;

namespace Temporalio.Tests.Scenarios;

public sealed class ActivityScenariosOnRealService(RealService service)
    : ActivityScenarios(service), IClassFixture<RealService>;

public sealed class ActivityScenariosOnEmbeddedService(EmbeddedService service)
    : ActivityScenarios(service), IClassFixture<EmbeddedService>;

public sealed class ActivityScenariosOnEmbeddedServiceOverSocket(EmbeddedServiceOverSocket service)
    : ActivityScenarios(service), IClassFixture<EmbeddedServiceOverSocket>;

/// <summary>Activities: results, retries, heartbeats, cancellation, completion from outside, local ones.</summary>
public abstract class ActivityScenarios(ServiceUnderTest service) : Scenario(service)
{
    [Fact]
    public async Task Activity_AsyncAndSync_ReturnTheirResults()
    {
        // Arrange
        var worker = NewWorker()
            .AddWorkflow<CallActivityWorkflow>()
            .AddActivity(ActivityDefinition.Create(
                "Upper", typeof(string), [typeof(string)], 1, args => ((string)args[0]!).ToUpperInvariant()))
            .AddActivity(ActivityDefinition.Create(
                "UpperAsync", typeof(Task<string>), [typeof(string)], 1, args => UpperAsync((string)args[0]!)));

        await WithWorkerAsync(worker, async () =>
        {
            // Act
            var sync = await CallAsync("Upper", "a");
            var asynchronous = await CallAsync("UpperAsync", "b");

            // Assert
            Assert.Equal("A", sync);
            Assert.Equal("B", asynchronous);
        });

        static async Task<string> UpperAsync(string text)
        {
            await Task.Yield();
            return text.ToUpperInvariant();
        }
    }

    [Fact]
    public async Task Activity_FailsTwice_IsRetriedWithCountingAttempts()
    {
        // Arrange
        var attempts = new ConcurrentQueue<int>();
        var worker = NewWorker().AddWorkflow<CallActivityWorkflow>().AddActivity(Define("Flaky", _ =>
        {
            attempts.Enqueue(ActivityExecutionContext.Current.Info.Attempt);
            return attempts.Count < 3 ? throw new InvalidOperationException("not yet") : "at last";
        }));

        // Act
        var result = await WithWorkerAsync(worker, () => CallAsync("Flaky", "x", new(MaximumAttempts: 5)));

        // Assert
        Assert.Equal("at last", result);
        Assert.Equal([1, 2, 3], attempts);
    }

    [Fact]
    public async Task Activity_FailsForGood_FailsTheWorkflowWithTypeAndCause()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<CallActivityWorkflow>().AddActivity(Define("Broken", _ =>
            throw new ApplicationFailureException("broken", "Broken", nonRetryable: true, details: ["why"])));

        // Act
        var thrown = await Assert.ThrowsAsync<WorkflowFailedException>(() =>
            WithWorkerAsync(worker, () => CallAsync("Broken", "x", new(MaximumAttempts: 5))));

        // Assert
        var failure = Assert.IsType<ActivityFailureException>(thrown.InnerException);
        var cause = Assert.IsType<ApplicationFailureException>(failure.InnerException);
        Assert.Equal("Broken", failure.ActivityType);
        Assert.Equal(RetryState.NonRetryableFailure, failure.RetryState);
        Assert.Equal(("broken", "Broken", true), (cause.Message, cause.ErrorType, cause.NonRetryable));
        Assert.Equal("why", cause.Details.ElementAt<string>(0));
    }

    [Fact]
    public async Task Activity_HeartbeatsThenFails_NextAttemptFindsTheLastDetails()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<CallActivityWorkflow>().AddActivity(ActivityDefinition.Create(
            "Progress", typeof(Task<string>), [typeof(string)], 1, _ => RunAsync()));

        // Act
        var result = await WithWorkerAsync(worker, () => CallAsync("Progress", "x", new(MaximumAttempts: 2)));

        // Assert
        Assert.Equal("resumed at 3", result);

        static async Task<string> RunAsync()
        {
            var context = ActivityExecutionContext.Current;
            if (context.Info.HeartbeatDetails.Count > 0)
            {
                return $"resumed at {await context.Info.HeartbeatDetailAtAsync<int>(0)}";
            }

            for (var done = 1; done <= 3; done++)
            {
                context.Heartbeat(done);
            }

            throw new InvalidOperationException("interrupted");
        }
    }

    [Fact]
    public async Task Activity_WorkflowIsCancelled_LearnsItByHeartbeatAndEndsAsCanceled()
    {
        // Arrange
        var started = new TaskCompletionSource();
        var reason = new TaskCompletionSource<ActivityCancelReason>();
        var worker = NewWorker().AddWorkflow<CallActivityWorkflow>().AddActivity(ActivityDefinition.Create(
            "Endless", typeof(Task<string>), [typeof(string)], 1, _ => RunAsync()));
        (worker.MaxHeartbeatThrottleInterval, worker.DefaultHeartbeatThrottleInterval) =
            (TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(200));

        await WithWorkerAsync(worker, async () =>
        {
            var handle = await StartAsync(
                "Endless",
                "x",
                new(HeartbeatSeconds: 30, CancellationType: ActivityCancellationType.WaitCancellationCompleted));
            await started.Task.WaitAsync(Cancel);

            // Act
            await handle.CancelAsync(new() { Rpc = Patience });
            var thrown = await Assert.ThrowsAsync<WorkflowFailedException>(() =>
                handle.GetResultAsync(rpcOptions: Patience));

            // Assert
            Assert.True(TemporalException.IsCanceledException(thrown.InnerException!), thrown.ToString());
            Assert.Equal(ActivityCancelReason.CancelRequested, await reason.Task.WaitAsync(Cancel));
        });

        async Task<string> RunAsync()
        {
            var context = ActivityExecutionContext.Current;
            using var beat = new Timer(_ => context.Heartbeat(), null, 0, 100);
            started.TrySetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            }
            finally
            {
                reason.TrySetResult(context.CancelReason);
            }

            return "never";
        }
    }

    [Fact]
    public async Task Activity_UnknownName_FailsAttemptWithTheKnownNames()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<CallActivityWorkflow>().AddActivity(Define("Known", text => text));

        // Act
        var thrown = await Assert.ThrowsAsync<WorkflowFailedException>(() =>
            WithWorkerAsync(worker, () => CallAsync("Unknown", "x")));

        // Assert
        var cause = Assert.IsType<ApplicationFailureException>(thrown.InnerException?.InnerException);
        Assert.Equal("NotFoundError", cause.ErrorType);
        Assert.Contains("Known", cause.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LocalActivity_FailsOnce_IsRetriedInTheSameWorkflow()
    {
        // Arrange
        var attempts = 0;
        var worker = NewWorker().AddWorkflow<LocalActivityWorkflow>().AddActivity(Define("Local", text =>
            Interlocked.Increment(ref attempts) == 1 ? throw new InvalidOperationException("once") : $"local {text}"));

        // Act
        var result = await WithWorkerAsync(worker, () =>
            Client.ExecuteWorkflowAsync((LocalActivityWorkflow wf) => wf.RunAsync("Local", "x"), NewWorkflow()));

        // Assert
        Assert.Equal("local x", result);
        Assert.Equal(2, attempts);
    }

    private static ActivityDefinition Define(string name, Func<string, string> code) => ActivityDefinition.Create(
        name, typeof(string), [typeof(string)], 1, args => code((string)args[0]!));

    private Task<WorkflowHandle<CallActivityWorkflow, string>> StartAsync(
        string activity, string argument, CallActivityOptions options) => Client.StartWorkflowAsync(
            (CallActivityWorkflow wf) => wf.RunAsync(activity, argument, options), NewWorkflow($"-{activity}"));

    private async Task<string> CallAsync(string activity, string argument, CallActivityOptions? options = null)
    {
        var handle = await StartAsync(activity, argument, options ?? new());
        return await handle.GetResultAsync(rpcOptions: Patience);
    }
}
