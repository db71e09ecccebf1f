using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Tests.Workflows;

namespace Temporalio.Tests.Client;

public sealed class PayloadLimitTests
{
    [Theory]
    [InlineData(100, 100)]
    [InlineData(600_000, 100)]
    [InlineData(100, 3_000)]
    public async Task Invoke_LargeValueOrMemo_WarnsOfThatOne(int value, int memo)
    {
        // Arrange
        using var log = new ListLoggerFactory();
        var invoker = new PayloadLimitInvoker(new Answering(), new PayloadLimitsOptions(), log);
        var request = new StartWorkflowExecutionRequest { Input = new(), Memo = new() };
        request.Input.Payloads_.Add(Of(value));
        request.Memo.Fields["note"] = Of(memo);

        // Act
        await InvokeAsync(invoker, request);

        // Assert
        var expected = (value > 524_288, memo > 2_048) switch
        {
            (true, _) => "Warning: [TMPRL1103] Start sends values of",
            (_, true) => "Warning: [TMPRL1103] Start sends a memo of",
            _ => null,
        };
        Assert.Equal(expected == null ? 0 : 1, log.Lines.Count);
        Assert.All(log.Lines, line => Assert.StartsWith(expected!, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Invoke_LimitsOfZero_WarnOfNothing()
    {
        // Arrange
        using var log = new ListLoggerFactory();
        var invoker = new PayloadLimitInvoker(new Answering(), new() { MemoWarnSize = 0, PayloadsWarnSize = 0 }, log);

        // Act
        await InvokeAsync(invoker, new() { Input = new() { Payloads_ = { Of(600_000) } } });

        // Assert
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task Invoke_MessageThatNoServiceTakes_IsNotSent()
    {
        // Arrange
        using var log = new ListLoggerFactory();
        var service = new Answering();
        var invoker = new PayloadLimitInvoker(service, new(), log);

        // Act
        var refused = await Assert.ThrowsAsync<RpcException>(() =>
            InvokeAsync(invoker, new() { Input = new() { Payloads_ = { Of(5_000_000) } } }));

        // Assert
        Assert.True(PayloadLimitInvoker.IsTooLarge(refused));
        Assert.Equal(0, service.Calls);
    }

    private static Payload Of(int size) => new() { Data = ByteString.CopyFrom(new byte[size]) };

    private static Task<StartWorkflowExecutionResponse> InvokeAsync(
        PayloadLimitInvoker invoker, StartWorkflowExecutionRequest request) => invoker.InvokeAsync(
            "service", "Start", request, StartWorkflowExecutionResponse.Parser, null, false);

    private sealed class Answering : IServiceInvoker
    {
        public int Calls { get; private set; }

        public Task<T> InvokeAsync<T>(
            string service, string rpc, IMessage request, MessageParser<T> parser, RpcOptions? options, bool longPoll)
            where T : IMessage<T>
        {
            Calls++;
            return Task.FromResult(parser.ParseFrom(ByteString.Empty));
        }
    }
}
