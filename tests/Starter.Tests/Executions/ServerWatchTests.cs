using Pipelines.Starter.Executions;

namespace Pipelines.Starter.Tests.Executions;

public sealed class ServerWatchTests
{
    [Fact]
    public async Task Watch_ServerThatGoesAwayAndComesBack_IsToldOnceEach()
    {
        // Arrange
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var errors = new StringWriter();
        var answers = new Queue<bool>([true, false, false, true, true]);

        // Act
        await ServerWatch.WatchAsync(
            _ =>
            {
                if (answers.TryDequeue(out var answer))
                    return Task.FromResult(answer);
                stop.Cancel();
                return Task.FromResult(false);
            },
            "there:7233",
            TimeSpan.Zero,
            errors,
            TimeProvider.System,
            stop.Token);

        // Assert
        Assert.Equal(
            ["The Temporal service at there:7233 does not answer; the worker waits for it.",
             "The Temporal service at there:7233 answers again."],
            errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd()));
    }
}
