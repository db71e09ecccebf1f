using System.Net;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Tests.Frontend;
using Temporalio.Service.Tests.Store;

namespace Temporalio.Service.Tests.Grpc;

public sealed class GrpcEndpointTests
{
    private const string Service = GrpcTestClient.WorkflowService;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_KnownMethod_AnswersAMessageAndStatusZero(bool packed)
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
        using var client = new GrpcTestClient(endpoint.Address);

        // Act
        var (status, message, _, body) = await client.CallAsync(
            Service + "DescribeNamespace", new DescribeNamespaceRequest { Namespace = "default" }, packed);

        // Assert
        Assert.Equal(("0", ""), (status, message));
        Assert.Equal("default", DescribeNamespaceResponse.Parser.ParseFrom(body.AsSpan(5)).NamespaceInfo.Name);
    }

    [Fact]
    public async Task Call_OverAUnixSocket_Answers()
    {
        // Arrange
        using var directory = new TestDirectory();
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenUnixAsync(
            directory.File("t.sock"), TestContext.Current.CancellationToken);
        using var client = new GrpcTestClient("localhost", endpoint.Address["unix://".Length..]);

        // Act
        var (status, _, _, _) = await client.CallAsync(
            Service + "GetSystemInfo", new GetSystemInfoRequest());

        // Assert
        Assert.Equal("0", status);
    }

    [Fact]
    public async Task Call_Refused_TellsCodeMessageAndDetailsInTrailers()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
        using var client = new GrpcTestClient(endpoint.Address);

        // Act
        var (status, message, _, _) = await client.CallAsync(
            Service + "DescribeNamespace", new DescribeNamespaceRequest { Namespace = "nö%" });

        // Assert
        Assert.Equal(("5", "Namespace n%C3%B6%25 is not found."), (status, message));
    }

    [Fact]
    public async Task Call_UnknownMethod_IsUnimplemented()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
        using var client = new GrpcTestClient(endpoint.Address);

        // Act
        var (status, _, _, _) = await client.CallAsync(
            Service + "CreateNothing", new GetSystemInfoRequest());

        // Assert
        Assert.Equal("12", status);
    }

    [Fact]
    public async Task Call_RequestAboveFourMebibytes_IsRefused()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
        using var client = new GrpcTestClient(endpoint.Address);
        var big = new Payloads { Payloads_ = { new Payload { Data = ByteString.CopyFrom(
            new byte[4 * 1024 * 1024]) } } };

        // Act
        var (status, _, _, _) = await client.CallAsync(
            Service + "StartWorkflowExecution", new StartWorkflowExecutionRequest { Input = big });

        // Assert
        Assert.Equal("8", status);
    }

    [Fact]
    public async Task Call_PollEndsByTheDeadline_AnswersEmptyBefore()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
        using var client = new GrpcTestClient(endpoint.Address);
        var poll = new PollWorkflowTaskQueueRequest { Namespace = "default", TaskQueue = new TaskQueue { Name = "q" } };

        // Act
        var (status, _, _, body) = await client.CallAsync(
            Service + "PollWorkflowTaskQueue", poll, timeout: "200m");
        var (unbounded, _, _, _) = await client.CallAsync(
            Service + "PollWorkflowTaskQueue", poll);

        // Assert
        Assert.Equal(("0", 5), (status, body.Length));
        Assert.Equal("3", unbounded);
    }

    [Fact]
    public async Task Call_ForeignHost_DoesNotReachTheService()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
        using var client = new GrpcTestClient(endpoint.Address);
        using var request = GrpcTestClient.Request(Service + "GetSystemInfo", new GetSystemInfoRequest());
        request.Headers.Host = "evil.example:7233";

        // Act
        using var response = await client.SendAsync(request);

        // Assert
        Assert.Equal(HttpStatusCode.MisdirectedRequest, response.StatusCode);
    }

    [Fact]
    public async Task Call_Health_IsServing()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
        using var client = new GrpcTestClient(endpoint.Address);

        // Act
        var (status, _, _, body) = await client.CallAsync(
            "/grpc.health.v1.Health/Check", new GetSystemInfoRequest());

        // Assert
        Assert.Equal("0", status);
        Assert.Equal([0, 0, 0, 0, 2, 8, 1], body);
    }
}
