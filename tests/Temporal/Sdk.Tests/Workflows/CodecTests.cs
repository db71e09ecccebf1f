using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Converters;

namespace Temporalio.Tests.Workflows;

public class CodecTests
{
    [Fact]
    public async Task Codec_EncodesWhatGoesOutAndDecodesWhatComesIn()
    {
        // Arrange
        var codec = new MirrorCodec();
        using var driver = new WorkflowDriver(WorkflowDriver.With(typeof(TwoActivitiesWorkflow)) with
        {
            DataConverter = DataConverter.Default with { PayloadCodec = codec },
        }).Start("Two", 12);

        // Act
        var first = await driver.TaskAsync();

        // Assert: the argument 12 arrived mirrored, as 21, and leaves mirrored again.
        var input = first.Single(CommandType.ScheduleActivityTask).ScheduleActivityTaskCommandAttributes.Input;
        Assert.Equal("12", input.Payloads_.Single().Data.ToStringUtf8());
        Assert.Equal("\"llac a\"", first.Commands[0].UserMetadata.Summary.Data.ToStringUtf8());
        Assert.Equal("12",
            driver.History[0].WorkflowExecutionStartedEventAttributes.Input.Payloads_.Single().Data.ToStringUtf8());
        driver.CompleteActivity("1", 34);
        var second = await driver.TaskAsync();
        Assert.Equal("34",
            second.Commands[0].ScheduleActivityTaskCommandAttributes.Input.Payloads_.Single().Data.ToStringUtf8());
        Assert.Contains("21", codec.Seen);
    }

    [Fact]
    public async Task Codec_ThatFailsAlways_FailsTheTaskWithItsReason()
    {
        // Arrange
        using var driver = new WorkflowDriver(WorkflowDriver.With(typeof(TwoActivitiesWorkflow)) with
        {
            DataConverter = DataConverter.Default with
            {
                PayloadCodec = new BrokenCodec(),
                FailureConverter = new DefaultFailureConverter.WithEncodedCommonAttributes(),
            },
        }).Start("Two", 12);

        // Act
        var failed = await driver.FailedTaskAsync();

        // Assert
        Assert.Contains("the key is away", failed.Failure.Message, StringComparison.Ordinal);
    }

    private sealed class BrokenCodec : IPayloadCodec
    {
        public Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads) =>
            throw new InvalidOperationException("the key is away");

        public Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads) =>
            throw new InvalidOperationException("the key is away");
    }

    private sealed class MirrorCodec : IPayloadCodec
    {
        public List<string> Seen { get; } = [];

        public Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads) =>
            Task.FromResult(Mirror(payloads));

        public Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads) =>
            Task.FromResult(Mirror(payloads));

        private IReadOnlyCollection<Payload> Mirror(IReadOnlyCollection<Payload> payloads) =>
            [.. payloads.Select(payload =>
        {
            var copy = payload.Clone();
            copy.Data = ByteString.CopyFromUtf8(string.Concat(payload.Data.ToStringUtf8().Reverse()));
            Seen.Add(copy.Data.ToStringUtf8());
            return copy;
        })];
    }
}
