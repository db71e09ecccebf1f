using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Tests.Converters;

public sealed class PayloadConverterTests
{
    private readonly DefaultPayloadConverter _converter = new();

    public static TheoryData<object?, string, string> Values => new()
    {
        { null, "binary/null", string.Empty },
        { new byte[] { 1, 2 }, "binary/plain", "\u0001\u0002" },
        { "text", "json/plain", "\"text\"" },
        { 7, "json/plain", "7" },
        { new List<int> { 1, 2 }, "json/plain", "[1,2]" },
        { new Named("a"), "json/plain", "{\"Name\":\"a\"}" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void ToPayload_Value_UsesTheOfficialEncoding(object? value, string encoding, string data)
    {
        // Act
        var payload = _converter.ToPayload(value);

        // Assert
        Assert.Equal(encoding, payload.Metadata["encoding"].ToStringUtf8());
        Assert.Equal(data, payload.Data.ToStringUtf8());
        Assert.Equal(value, _converter.ToValue(payload, value?.GetType() ?? typeof(string)));
    }

    [Fact]
    public void ToPayload_ProtobufMessage_IsJsonWithItsType()
    {
        // Arrange
        var message = new WorkflowExecution { WorkflowId = "id" };

        // Act
        var payload = _converter.ToPayload(message);

        // Assert
        Assert.Equal("json/protobuf", payload.Metadata["encoding"].ToStringUtf8());
        Assert.Equal("temporal.api.common.v1.WorkflowExecution", payload.Metadata["messageType"].ToStringUtf8());
        Assert.Equal(message, _converter.ToValue<WorkflowExecution>(payload));
    }

    [Fact]
    public void ToValue_BinaryProtobuf_ReadsTheMessage()
    {
        // Arrange
        var message = new WorkflowExecution { WorkflowId = "id" };
        Assert.True(new BinaryProtoConverter().TryToPayload(message, out var payload));

        // Act
        var read = _converter.ToValue<WorkflowExecution>(payload);

        // Assert
        Assert.Equal(message, read);
    }

    [Fact]
    public void ToValue_ProtobufOfAnotherType_NamesBoth()
    {
        // Arrange
        var payload = _converter.ToPayload(new WorkflowExecution());

        // Act
        var thrown = Assert.Throws<ArgumentException>(() => _converter.ToValue<Duration>(payload));

        // Assert
        Assert.Contains("temporal.api.common.v1.WorkflowExecution", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("google.protobuf.Duration", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToValue_NullForAValueType_Throws() => Assert.Throws<ArgumentException>(() =>
        _converter.ToValue<int>(_converter.ToPayload(null)));

    [Fact]
    public void ToValue_RawValue_KeepsThePayload()
    {
        // Arrange
        var payload = _converter.ToPayload("text");

        // Act
        var raw = _converter.ToValue<IRawValue>(payload);

        // Assert
        Assert.Same(payload, raw.Payload);
        Assert.Same(payload, _converter.ToPayload(raw));
    }

    [Fact]
    public void ToValue_UnknownEncoding_NamesIt()
    {
        // Arrange
        var payload = new Payload { Metadata = { ["encoding"] = ByteString.CopyFromUtf8("binary/encrypted") } };

        // Act
        var thrown = Assert.Throws<ArgumentException>(() => _converter.ToValue<string>(payload));

        // Assert
        Assert.Contains("binary/encrypted", thrown.Message, StringComparison.Ordinal);
    }

    private sealed record Named(string Name);
}
