using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Tests.History;

public sealed class RetryDecisionTests
{
    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(4, 8.0)]
    [InlineData(8, 100.0)] // 128 s is above 100 times the first wait
    [InlineData(5_000, 100.0)] // 2^4999 is infinite; the bound must hold
    public void After_DefaultPolicy_DoublesFromOneSecondToHundredfold(int attempt, double expectedSeconds)
    {
        // Arrange
        var policy = RetryDefaults.Fill(null);

        // Act
        var verdict = RetryDecision.After(policy, attempt, Scenario.Failed("no"), Scenario.Noon, expiration: null);

        // Assert
        Assert.Equal(expectedSeconds, Assert.IsType<RetryVerdict.Again>(verdict).Delay.TotalSeconds, precision: 6);
    }

    [Fact]
    public void Fill_PolicyWithFirstInterval_KeepsItAndScalesTheMaximum()
    {
        // Act
        var filled = RetryDefaults.Fill(new RetryPolicy { InitialInterval = Commands.Seconds(0.05), MaximumAttempts = 3 });

        // Assert
        Assert.Equal(2.0, filled.BackoffCoefficient);
        Assert.Equal(Commands.Seconds(5), filled.MaximumInterval);
        Assert.Equal(3, filled.MaximumAttempts);
    }

    [Fact]
    public void After_FailureNamesTheNextDelay_TakesIt()
    {
        // Arrange
        var failure = Scenario.Failed("later");
        failure.ApplicationFailureInfo.NextRetryDelay = Commands.Seconds(37);

        // Act
        var verdict = RetryDecision.After(RetryDefaults.Fill(null), 1, failure, Scenario.Noon, expiration: null);

        // Assert
        Assert.Equal(TimeSpan.FromSeconds(37), Assert.IsType<RetryVerdict.Again>(verdict).Delay);
    }

    [Theory]
    [InlineData(false, "Fatal", 9, 0, RetryState.NonRetryableFailure)] // its type is in the policy
    [InlineData(true, "Error", 9, 0, RetryState.NonRetryableFailure)]
    [InlineData(false, "Error", 3, 0, RetryState.MaximumAttemptsReached)]
    [InlineData(false, "Error", 9, 3.9, RetryState.Timeout)] // the third wait is 4 s
    public void After_NoOtherAttemptAllowed_TellsWhy(
        bool nonRetryable, string type, int maximumAttempts, double secondsLeft, RetryState expected)
    {
        // Arrange
        var policy = RetryDefaults.Fill(new RetryPolicy
        {
            MaximumAttempts = maximumAttempts,
            NonRetryableErrorTypes = { "Fatal" },
        });
        var failure = Scenario.Failed("no", type);
        failure.ApplicationFailureInfo.NonRetryable = nonRetryable;
        DateTimeOffset? expiration = secondsLeft > 0 ? Scenario.Noon.AddSeconds(secondsLeft) : null;

        // Act
        var verdict = RetryDecision.After(policy, 3, failure, Scenario.Noon, expiration);

        // Assert
        Assert.Equal(new RetryVerdict.GiveUp(expected), verdict);
    }

    [Theory]
    [InlineData(TimeoutType.StartToClose, true)]
    [InlineData(TimeoutType.Heartbeat, true)]
    [InlineData(TimeoutType.ScheduleToStart, false)]
    [InlineData(TimeoutType.ScheduleToClose, false)]
    public void After_Timeout_OnlyThoseOfAnAttemptAreTriedAgain(TimeoutType type, bool retries)
    {
        // Arrange
        var failure = new Failure { TimeoutFailureInfo = new TimeoutFailureInfo { TimeoutType = type } };

        // Act
        var verdict = RetryDecision.After(RetryDefaults.Fill(null), 1, failure, Scenario.Noon, expiration: null);

        // Assert
        Assert.Equal(retries, verdict is RetryVerdict.Again);
    }
}
