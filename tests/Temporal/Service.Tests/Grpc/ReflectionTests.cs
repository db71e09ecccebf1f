using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Service.Tests.Frontend;

namespace Temporalio.Service.Tests.Grpc;

/// <summary>What tools learn of the endpoint that know nothing of it.</summary>
public sealed class ReflectionTests
{
    [Theory]
    [InlineData("v1")]
    [InlineData("v1alpha")]
    public async Task Ask_ForServicesAndThenForOne_AnswersFilesThatCanBeLinked(string version)
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
        using var client = new GrpcTestClient(endpoint.Address);

        // Act: two questions in one stream
        var answers = await AskAsync(client, version, (7, "*"), (4, TestService.WorkflowService));

        // Assert
        var services = Parts(Parts(answers[0], 6).Single(), 1).Select(one => Parts(one, 1).Single().ToStringUtf8());
        Assert.Equal([TestService.OperatorService, TestService.WorkflowService], services.Order());
        var files = FileDescriptor.BuildFromByteStrings(Parts(Parts(answers[1], 4).Single(), 1));
        var start = files.SelectMany(file => file.Services).Single().FindMethodByName("StartWorkflowExecution");
        Assert.Equal("temporal.api.workflowservice.v1.StartWorkflowExecutionRequest", start.InputType.FullName);
        Assert.Equal("temporal.api.workflowservice.v1.StartWorkflowExecutionResponse", start.OutputType.FullName);
        Assert.NotNull(start.InputType.FindFieldByName("workflow_id"));
    }

    [Theory]
    [InlineData(4, "temporal.api.common.v1.Payload")]
    [InlineData(4, TestService.WorkflowService + ".QueryWorkflow")]
    [InlineData(3, "temporal/api/common/v1/message.proto")]
    public async Task Ask_ForASymbolOrAFile_IsFound(int field, string asked)
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
        using var client = new GrpcTestClient(endpoint.Address);

        // Act
        var answers = await AskAsync(client, "v1", (field, asked));

        // Assert
        Assert.NotEmpty(FileDescriptor.BuildFromByteStrings(Parts(Parts(answers[0], 4).Single(), 1)));
    }

    [Theory]
    [InlineData(4, "nobody.Knows", 5)]
    [InlineData(3, "nowhere.proto", 5)]
    [InlineData(6, "temporal.api.common.v1.Payload", 12)]
    public async Task Ask_ForWhatIsNotThere_IsAnErrorAndTheStreamGoesOn(int field, string asked, int code)
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
        using var client = new GrpcTestClient(endpoint.Address);

        // Act
        var answers = await AskAsync(client, "v1", (field, asked), (7, ""));

        // Assert: ErrorResponse { error_code = 1 } begins with the tag of field 1
        Assert.Equal([8, (byte)code], Parts(answers[0], 7).Single().Take(2));
        Assert.NotEmpty(Parts(answers[1], 6));
    }

    private static async Task<IReadOnlyList<ByteString>> AskAsync(
        GrpcTestClient client, string version, params (int Field, string Asked)[] questions)
    {
        byte[] frames = [.. questions.SelectMany(one => GrpcTestClient.Frame(Question(one.Field, one.Asked)))];
        using var request = GrpcTestClient.Request(
            $"/grpc.reflection.{version}.ServerReflection/ServerReflectionInfo", frames);
        var answer = await client.CallAsync(request);
        Assert.Equal("0", answer.Status);
        var answers = new List<ByteString>();
        var body = answer.Body;
        for (var at = 0; at < body.Length;)
        {
            var size = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(at + 1));
            answers.Add(ByteString.CopyFrom(body, at + 5, size));
            at += 5 + size;
        }

        Assert.Equal(questions.Length, answers.Count);
        return answers;
    }

    /// <summary>A message with one text, in a field that no message of ours has to know.</summary>
    private static IMessage Question(int field, string asked)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteString(asked);
        }

        return Empty.Parser.ParseFrom(bytes.ToArray());
    }

    /// <summary>The values of a field, as they stand on the wire.</summary>
    private static IReadOnlyList<ByteString> Parts(ByteString message, int field)
    {
        var found = new List<ByteString>();
        var input = message.CreateCodedInput();
        while (input.ReadTag() is var tag and not 0)
        {
            if (WireFormat.GetTagWireType(tag) != WireFormat.WireType.LengthDelimited) input.SkipLastField();
            else if (WireFormat.GetTagFieldNumber(tag) == field) found.Add(input.ReadBytes());
            else input.ReadBytes();
        }

        return found;
    }
}
