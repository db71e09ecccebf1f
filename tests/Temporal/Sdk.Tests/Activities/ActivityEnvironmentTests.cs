using Temporalio.Activities;
using Temporalio.Testing;

namespace Temporalio.Tests.Activities;

public sealed class ActivityEnvironmentTests
{
    [Fact]
    public async Task Run_ActivityAsksItsContext_FindsWhatTheTestSet()
    {
        // Arrange
        var beats = new List<object?>();
        var environment = new ActivityEnvironment
        {
            Info = ActivityEnvironment.DefaultInfo with { Attempt = 3 },
            Heartbeater = details => beats.AddRange(details),
        };

        // Act
        var attempt = await environment.RunAsync(() =>
        {
            ActivityExecutionContext.Current.Heartbeat("half");
            return ActivityExecutionContext.Current.Info.Attempt;
        });

        // Assert
        Assert.Equal(3, attempt);
        Assert.Equal(["half"], beats);
        Assert.False(ActivityExecutionContext.HasCurrent);
    }

    [Fact]
    public async Task Cancel_RunningActivity_SeesTokenAndReason()
    {
        // Arrange
        var environment = new ActivityEnvironment();

        // Act
        var running = environment.RunAsync(async () =>
        {
            var cancelled = new TaskCompletionSource();
            var context = ActivityExecutionContext.Current;
            await using var registration = context.CancellationToken.Register(() => cancelled.SetResult());
            await cancelled.Task;
            return (context.CancelReason, context.CancellationDetails!.IsTimedOut);
        });
        environment.Cancel(ActivityCancelReason.Timeout);

        // Assert
        Assert.Equal((ActivityCancelReason.Timeout, true), await running);
    }
}
