using Pipelines.Definitions.Contracts;
using Temporalio.Activities;
using Temporalio.Exceptions;
using Temporalio.Testing;

namespace Pipelines.Activities.Tests.Http;

/// <summary>What the activity tells Temporal of a call.</summary>
public sealed class CallHttpTests
{
    [Fact]
    public async Task CallHttp_ServiceIsBusy_FailureCarriesClassAttemptAndDelay()
    {
        await using var server = await WebServer.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "7";
            return Task.CompletedTask;
        });
        using var bench = new HttpBench();

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(
            () => Environment(attempt: 2).RunAsync(() => bench.Local.Activities.CallHttpAsync(HttpBench.Get(server.Url))));

        Assert.Equal(("HttpFailed", false), (failure.ErrorType, failure.NonRetryable));
        Assert.Equal(TimeSpan.FromSeconds(7), failure.NextRetryDelay);
        Assert.Equal(2, failure.Details.ElementAt<FailureDetail>(0).Attempt);
    }

    [Fact]
    public async Task CallHttp_CancelledWhileTheServiceThinks_EndsAndSendsHeartbeatsBefore()
    {
        // Arrange: the service answers only once its caller is gone.
        await using var server = await WebServer.StartAsync(context =>
            Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));
        using var bench = new HttpBench();
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var environment = Environment() with { Heartbeater = _ => heard.TrySetResult() };
        var running = environment.RunAsync(() => bench.Local.Activities.CallHttpAsync(HttpBench.Get(server.Url)));
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(30), HttpBench.Cancel);

        // Act
        environment.Cancel();

        // Assert
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Theory]
    [InlineData(ActivityCancelReason.Timeout, "Timeout")]
    [InlineData(ActivityCancelReason.WorkerShutdown, "WorkerStopped")]
    public async Task CallHttp_StoppedByTimeOrWorker_SaysSo(ActivityCancelReason reason, string expected)
    {
        await using var server = await WebServer.StartAsync(context =>
            Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));
        using var bench = new HttpBench();
        var environment = Environment();
        var running = environment.RunAsync(() => bench.Local.Activities.CallHttpAsync(HttpBench.Get(server.Url)));

        environment.Cancel(reason);

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(() => running);
        Assert.Equal((expected, false), (failure.ErrorType, failure.NonRetryable));
    }

    private static ActivityEnvironment Environment(int attempt = 1) => new()
    {
        Info = ActivityEnvironment.DefaultInfo with { Attempt = attempt, HeartbeatTimeout = TimeSpan.FromMilliseconds(60) },
    };
}
