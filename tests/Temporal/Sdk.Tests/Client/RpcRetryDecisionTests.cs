using Temporalio.Client;
using static Temporalio.Exceptions.RpcException;

namespace Temporalio.Tests.Client;

public sealed class RpcRetryDecisionTests
{
    [Theory]
    [InlineData(StatusCode.Unavailable, 1, 0.1)]
    [InlineData(StatusCode.Unavailable, 2, 0.15)]
    [InlineData(StatusCode.Unavailable, 9, 2.563)] // 0.1 s × 1.5^8
    [InlineData(StatusCode.ResourceExhausted, 1, 1.0)] // an overloaded service gets more time
    [InlineData(StatusCode.ResourceExhausted, 3, 4.0)] // and is given room faster
    [InlineData(StatusCode.ResourceExhausted, 9, 10.0)] // the bound of its own
    public void After_RetryableCode_GrowsFromTheInitialInterval(StatusCode code, int attempt, double seconds)
    {
        // Act
        var wait = RpcRetryDecision.After(new(), code, attempt, TimeSpan.Zero, longPoll: false, draw: 0.5);

        // Assert
        Assert.Equal(seconds, wait!.Value.TotalSeconds, precision: 3);
    }

    [Theory]
    [InlineData(StatusCode.NotFound, 1, 0)]
    [InlineData(StatusCode.InvalidArgument, 1, 0)]
    [InlineData(StatusCode.DeadlineExceeded, 1, 0)]
    [InlineData(StatusCode.Unavailable, 10, 0)] // the bound of attempts
    [InlineData(StatusCode.Unavailable, 1, 10)] // the bound of time
    public void After_NotRetryableOrOverABound_GivesUp(StatusCode code, int attempt, int elapsedSeconds) =>
        Assert.Null(RpcRetryDecision.After(
            new(), code, attempt, TimeSpan.FromSeconds(elapsedSeconds), longPoll: false, draw: 0.5));

    [Fact]
    public void After_NoBoundOfAttempts_TriesOnWhileThereIsTime()
    {
        // Arrange
        var options = new RpcRetryOptions { MaxRetries = 0 };

        // Act
        var early = RpcRetryDecision.After(
            options, StatusCode.Unavailable, 1_000, TimeSpan.FromSeconds(1), longPoll: false, draw: 0.5);
        var late = RpcRetryDecision.After(
            options, StatusCode.Unavailable, 1, TimeSpan.FromSeconds(10), longPoll: false, draw: 0.5);

        // Assert
        Assert.Equal(TimeSpan.FromSeconds(5), early);
        Assert.Null(late);
    }
}
