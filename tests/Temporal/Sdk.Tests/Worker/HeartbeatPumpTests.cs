using System.Collections.Concurrent;
using Temporalio.Tests.Workflows;
using Temporalio.Worker.Activities;

namespace Temporalio.Tests.Worker;

public sealed class HeartbeatPumpTests
{
    [Fact]
    public async Task Beat_ManyWithinTheInterval_SendsTheFirstAndKeepsTheLast()
    {
        // Arrange
        var sent = new ConcurrentQueue<object?>();
        var first = new TaskCompletionSource();
        using var pump = new HeartbeatPump(
            details =>
            {
                sent.Enqueue(details[0]);
                first.TrySetResult();
                return Task.CompletedTask;
            },
            TimeSpan.FromHours(1),
            TimeProvider.System);

        // Act
        pump.Beat([1]);
        await first.Task.WaitAsync(TestContext.Current.CancellationToken);
        pump.Beat([2]);
        pump.Beat([3]);
        var unsent = await pump.StopAsync();

        // Assert
        Assert.Equal([1], sent);
        Assert.Equal([3], unsent);
    }

    [Fact]
    public async Task Beat_CallThatTookTheInterval_TheNextFollowsAtOnce()
    {
        // Arrange: only the call itself moves the clock.
        var time = new HandTime();
        var second = new TaskCompletionSource<object?>();
        HeartbeatPump? pump = null;
        using var _ = pump = new HeartbeatPump(
            details =>
            {
                if (details[0] is 2)
                    second.TrySetResult(details[0]);
                else
                    pump!.Beat([2]);
                time.Advance(TimeSpan.FromSeconds(10));
                return Task.CompletedTask;
            },
            TimeSpan.FromSeconds(10),
            time);

        // Act
        pump.Beat([1]);
        var sent = await second.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        // Assert
        Assert.Equal(2, sent);
    }

    [Fact]
    public async Task Stop_NothingWaits_ReturnsNull()
    {
        // Arrange
        using var pump = new HeartbeatPump(_ => Task.CompletedTask, TimeSpan.FromHours(1), TimeProvider.System);

        // Act
        var unsent = await pump.StopAsync();

        // Assert
        Assert.Null(unsent);
    }
}
