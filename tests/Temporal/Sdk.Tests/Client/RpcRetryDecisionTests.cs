using Temporalio.Client;
using static Temporalio.Exceptions.RpcException;

namespace Temporalio.Tests.Client;

public sealed class RpcRetryDecisionTests
{
    [Theory]
    [InlineData(StatusCode.Unavailable, 1, 0.1)]
    [InlineData(StatusCode.Unavailable, 2, 0.15)]
    [InlineData(StatusCode.Unavailable, 10, 3.844)] // 0.1 s × 1.5^9
    [InlineData(StatusCode.ResourceExhausted, 1, 1.0)] // an overloaded service gets more time
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
    [InlineData(StatusCode.Unavailable, 11, 0)] // the bound of retries
    [InlineData(StatusCode.Unavailable, 1, 10)] // the bound of time
    public void After_NotRetryableOrOverABound_GivesUp(StatusCode code, int attempt, int elapsedSeconds) =>
        Assert.Null(RpcRetryDecision.After(
            new(), code, attempt, TimeSpan.FromSeconds(elapsedSeconds), longPoll: false, draw: 0.5));
}
