using Temporalio.Client.Grpc;
using static Temporalio.Exceptions.RpcException;

namespace Temporalio.Tests.Client;

public sealed class TransportFaultTests
{
    [Theory]
    [InlineData(0x8, 1, StatusCode.Cancelled)]
    [InlineData(0x8, 30, StatusCode.DeadlineExceeded)] // the service kept the deadline, and was first
    [InlineData(0x7, 1, StatusCode.Unavailable)] // a stream refused
    [InlineData(0x0, 1, StatusCode.Unavailable)] // the service goes away
    [InlineData(0xb, 1, StatusCode.ResourceExhausted)]
    [InlineData(0xc, 1, StatusCode.PermissionDenied)]
    public void CodeOf_StreamThatTheServiceReset_FollowsItsCode(long reset, int seconds, StatusCode expected)
    {
        // Arrange
        var fault = new HttpRequestException("no", new HttpProtocolException(reset, "reset", null));

        // Act
        var code = TransportFault.CodeOf(fault, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(30));

        // Assert
        Assert.Equal(expected, code);
    }

    [Fact]
    public void CodeOf_ConnectionThatBroke_IsUnavailable() => Assert.Equal(
        StatusCode.Unavailable,
        TransportFault.CodeOf(
            new HttpRequestException("no", new IOException("broken pipe")), TimeSpan.Zero, TimeSpan.FromSeconds(30)));
}
