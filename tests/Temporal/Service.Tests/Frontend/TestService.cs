using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Service.Tests.Frontend;

/// <summary>A service for one test, and calls to it as a client and a worker without an SDK would make them.</summary>
internal sealed class TestService : IAsyncDisposable
{
    public const string WorkflowService = "temporal.api.workflowservice.v1.WorkflowService";
    public const string OperatorService = "temporal.api.operatorservice.v1.OperatorService";
    public const string Queue = "queue";

    private TestService(TemporalService service) => Service = service;

    public TemporalService Service { get; }

    public static async Task<TestService> StartAsync(TemporalServiceOptions? options = null) =>
        new(await TemporalService.StartAsync(
            options ?? new TemporalServiceOptions(), TestContext.Current.CancellationToken));

    public async Task<TResponse> CallAsync<TResponse>(
        string method, IMessage request, TimeSpan? timeout = null, string service = WorkflowService)
        where TResponse : IMessage =>
        (TResponse)await Service.Frontend.InvokeAsync(
            service, method, request, new CallContext(
                timeout ?? TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));

    public async Task<string> StartAsync(string workflowId, Action<StartWorkflowExecutionRequest>? with = null)
    {
        var request = new StartWorkflowExecutionRequest
        {
            Namespace = "default",
            WorkflowId = workflowId,
            WorkflowType = new WorkflowType { Name = "type" },
            TaskQueue = new TaskQueue { Name = Queue },
            RequestId = Guid.NewGuid().ToString(),
            Identity = "client",
        };
        with?.Invoke(request);
        return (await CallAsync<StartWorkflowExecutionResponse>("StartWorkflowExecution", request)).RunId;
    }

    public Task<PollWorkflowTaskQueueResponse> PollWorkflowAsync(string queue = Queue, TimeSpan? timeout = null) =>
        CallAsync<PollWorkflowTaskQueueResponse>("PollWorkflowTaskQueue", new PollWorkflowTaskQueueRequest
        {
            Namespace = "default", TaskQueue = new TaskQueue { Name = queue }, Identity = "worker",
        }, timeout);

    public Task<PollActivityTaskQueueResponse> PollActivityAsync(TimeSpan? timeout = null) =>
        CallAsync<PollActivityTaskQueueResponse>("PollActivityTaskQueue", new PollActivityTaskQueueRequest
        {
            Namespace = "default", TaskQueue = new TaskQueue { Name = Queue }, Identity = "worker",
        }, timeout);

    public Task<RespondWorkflowTaskCompletedResponse> CompleteAsync(
        PollWorkflowTaskQueueResponse task, Action<RespondWorkflowTaskCompletedRequest> with)
    {
        var request = new RespondWorkflowTaskCompletedRequest
        {
            Namespace = "default", TaskToken = task.TaskToken, Identity = "worker",
        };
        with(request);
        return CallAsync<RespondWorkflowTaskCompletedResponse>("RespondWorkflowTaskCompleted", request);
    }

    public Task<RespondActivityTaskCompletedResponse> CompleteAsync(
        PollActivityTaskQueueResponse task, string result) =>
        CallAsync<RespondActivityTaskCompletedResponse>(
            "RespondActivityTaskCompleted", new RespondActivityTaskCompletedRequest
        {
            Namespace = "default", TaskToken = task.TaskToken, Identity = "worker", Result = Text(result),
        });

    public async Task<IReadOnlyList<string>> HistoryAsync(string workflowId)
    {
        var answer = await CallAsync<GetWorkflowExecutionHistoryResponse>(
            "GetWorkflowExecutionHistory", new GetWorkflowExecutionHistoryRequest
            {
                Namespace = "default", Execution = new WorkflowExecution { WorkflowId = workflowId },
            });
        return [.. answer.History.Events.Select(one => one.EventType.ToString())];
    }

    public static Payloads Text(string text) => new()
    {
        Payloads_ =
        {
            new Payload
            {
                Metadata = { ["encoding"] = ByteString.CopyFromUtf8(
                    "json/plain") }, Data = ByteString.CopyFromUtf8($"\"{text}\""),
            },
        },
    };

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
