using Temporalio.Exceptions;
using Temporalio.Worker.Polling;
using static Temporalio.Exceptions.RpcException;

namespace Temporalio.Tests.Worker;

public sealed class PollFaultDecisionTests
{
    [Theory]
    [InlineData(StatusCode.Unavailable, 1, 0.2)]
    [InlineData(StatusCode.Unavailable, 3, 0.8)]
    [InlineData(StatusCode.ResourceExhausted, 50, 10.0)] // the bound holds however often it fails
    [InlineData(StatusCode.DeadlineExceeded, 1, 0.0)]
    public void After_PassingFault_PollsOn(StatusCode code, int failures, double seconds)
    {
        // Act
        var wait = PollFaultDecision.After(new RpcException(code, "fault", null), failures, TimeSpan.FromHours(1), draw: 0.5);

        // Assert
        Assert.Equal(seconds, wait!.Value.TotalSeconds, precision: 6);
    }

    [Theory]
    [InlineData(StatusCode.InvalidArgument)]
    [InlineData(StatusCode.NotFound)]
    [InlineData(StatusCode.PermissionDenied)]
    [InlineData(StatusCode.Unimplemented)]
    public void After_LastingFault_GivesUpAfterAMinute(StatusCode code)
    {
        // Arrange: a proxy may answer so while the service behind it starts.
        var fault = new RpcException(code, "fault", null);

        // Act
        var first = PollFaultDecision.After(fault, failures: 1, TimeSpan.Zero, draw: 0.5);
        var last = PollFaultDecision.After(fault, failures: 7, TimeSpan.FromSeconds(60), draw: 0.5);
        var end = PollFaultDecision.After(fault, failures: 8, TimeSpan.FromSeconds(61), draw: 0.5);

        // Assert
        Assert.Equal((TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10)), (first, last));
        Assert.Null(end);
    }
}
