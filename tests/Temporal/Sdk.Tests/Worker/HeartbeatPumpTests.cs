using System.Collections.Concurrent;
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
