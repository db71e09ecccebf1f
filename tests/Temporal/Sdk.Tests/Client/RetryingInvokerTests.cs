using System.Security.Authentication;
using Google.Protobuf;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Exceptions;
using static Temporalio.Exceptions.RpcException;

namespace Temporalio.Tests.Client;

public sealed class RetryingInvokerTests
{
    [Theory]
    [InlineData(StatusCode.Aborted, 3)]
    [InlineData(StatusCode.ResourceExhausted, 3)]
    [InlineData(StatusCode.Unavailable, 1)] // here: what it gives up on
    [InlineData(StatusCode.NotFound, 1)]
    public async Task Invoke_RefusedTwice_IsMadeAgainWhereThatMayHelp(StatusCode code, int expected)
    {
        // Arrange
        var refusing = new Refusing(_ => new RpcException(code, "no", null));

        // Act
        var thrown = await Record.ExceptionAsync(
            () => CallAsync(refusing, retry: true, givesUpOn: StatusCode.Unavailable));

        // Assert
        Assert.Equal(expected, refusing.Calls);
        Assert.Equal(expected == 1, thrown != null);
    }

    [Fact]
    public async Task Invoke_CallDoesNotAskForRetries_IsMadeOnce()
    {
        // Arrange
        var refusing = new Refusing(_ => new RpcException(StatusCode.Aborted, "no", null));

        // Act
        await Assert.ThrowsAsync<RpcException>(() => CallAsync(refusing, retry: false, givesUpOn: null));

        // Assert
        Assert.Equal(1, refusing.Calls);
    }

    [Fact]
    public async Task Invoke_CertificateDoesNotFit_IsMadeOnce()
    {
        // Arrange
        var refusing = new Refusing(_ => new RpcException(
            new() { Code = (int)StatusCode.Unavailable }, new IOException("TLS", new AuthenticationException("who?"))));

        // Act
        await Assert.ThrowsAsync<RpcException>(() => CallAsync(refusing, retry: true, givesUpOn: null));

        // Assert
        Assert.Equal(1, refusing.Calls);
    }

    [Theory]
    [InlineData("grpc: received message larger than max (5000000 vs. 4194304)")]
    [InlineData("grpc: received message after decompression larger than max 4194304")]
    public async Task Invoke_MessageTooLargeForTheService_IsMadeOnce(string message)
    {
        // Arrange: what is too large today is too large in a second.
        var refusing = new Refusing(_ => new RpcException(StatusCode.ResourceExhausted, message, null));

        // Act
        await Assert.ThrowsAsync<RpcException>(() => CallAsync(refusing, retry: true, givesUpOn: null));

        // Assert
        Assert.Equal(1, refusing.Calls);
    }

    private static Task<GetSystemInfoResponse> CallAsync(Refusing inner, bool retry, StatusCode? givesUpOn) =>
        new RetryingInvoker(
            inner,
            new() { InitialInterval = TimeSpan.FromMilliseconds(1), MaxInterval = TimeSpan.FromMilliseconds(1) },
            new DeterministicRandom(1),
            TimeProvider.System,
            givesUpOn).InvokeAsync(
                "service",
                "rpc",
                new GetSystemInfoRequest(),
                GetSystemInfoResponse.Parser,
                new() { Retry = retry, CancellationToken = TestContext.Current.CancellationToken },
                longPoll: false);

    /// <summary>Refuses two calls and answers the third.</summary>
    private sealed class Refusing(Func<int, RpcException> refusal) : IServiceInvoker
    {
        public int Calls { get; private set; }

        public Task<T> InvokeAsync<T>(
            string service, string rpc, IMessage request, MessageParser<T> parser, RpcOptions? options, bool longPoll)
            where T : IMessage<T> => ++Calls <= 2
                ? Task.FromException<T>(refusal(Calls))
                : Task.FromResult((T)(object)new GetSystemInfoResponse());
    }
}
