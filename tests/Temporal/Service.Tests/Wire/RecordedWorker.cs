using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Tests.Grpc;

namespace Temporalio.Service.Tests.Wire;

/// <summary>The worker that served the recording, as far as its commands go.</summary>
internal sealed class RecordedWorker : IAsyncDisposable
{
    public const string Queue = "record-fffeb9ed";
    private const string BuildId = "@temporalio/worker@1.24.0+0";
    private readonly GrpcTestClient _client;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _seen = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task[] _loops;

    public RecordedWorker(string address)
    {
        _client = new GrpcTestClient(address);
        _loops = [LoopAsync(WorkflowAsync), LoopAsync(ActivityAsync), LoopAsync(ActivityAsync)];
    }

    /// <summary>Ends when a worker has done what it does with an activity of this type; fails when a worker did.</summary>
    public Task SeenAsync(string activityType) => Task.WhenAny([Seen(activityType).Task, .. _loops]).Unwrap();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _client.Dispose();
        await Task.WhenAll(_loops);
        _stopping.Dispose();
    }

    private TaskCompletionSource Seen(string type) => _seen.GetOrAdd(
        type, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task LoopAsync(Func<Task> step)
    {
        try
        {
            while (!_stopping.IsCancellationRequested) await OnceAsync(step);
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            // The client is disposed while a poll waits.
        }
    }

    private static async Task OnceAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (RefusedException refused) when (refused.Status == "5")
        {
            // The workflow was ended meanwhile, and its task with it.
        }
    }

    private async Task WorkflowAsync()
    {
        var task = await CallAsync("PollWorkflowTaskQueue", new PollWorkflowTaskQueueRequest
        {
            Namespace = "default",
            TaskQueue = new TaskQueue { Name = Queue },
            Identity = "worker",
            WorkerVersionCapabilities = new WorkerVersionCapabilities { BuildId = BuildId },
        }, PollWorkflowTaskQueueResponse.Parser);
        if (task.TaskToken.IsEmpty) return;
        if (task.Query is not null)
        {
            await AnswerAsync(task);
            return;
        }

        var answer = new RespondWorkflowTaskCompletedRequest
        {
            Namespace = "default",
            TaskToken = task.TaskToken,
            Identity = "worker",
            WorkerVersionStamp = new WorkerVersionStamp { BuildId = BuildId },
            SdkMetadata = new WorkflowTaskCompletedMetadata
            {
                CoreUsedFlags = { 3, 1, 2 }, SdkName = "temporal-typescript", SdkVersion = "1.24.0",
            },
            MeteringMetadata = new MeteringMetadata(),
        };
        RecordedWorkflows.Answer(task, answer);
        foreach (var (id, query) in task.Queries) answer.QueryResults.Add(id, Result(query));
        await CallAsync("RespondWorkflowTaskCompleted", answer, RespondWorkflowTaskCompletedResponse.Parser);
    }

    private Task AnswerAsync(PollWorkflowTaskQueueResponse task)
    {
        var result = Result(task.Query);
        return CallAsync("RespondQueryTaskCompleted", new RespondQueryTaskCompletedRequest
        {
            Namespace = "default",
            TaskToken = task.TaskToken,
            CompletedType = result.ResultType,
            QueryResult = result.Answer,
            ErrorMessage = result.ErrorMessage,
            Failure = result.Failure,
        }, RespondQueryTaskCompletedResponse.Parser);
    }

    private static WorkflowQueryResult Result(WorkflowQuery query) => query.QueryType switch
    {
        "boom" => Failed("query went boom"),
        "nope" => Failed(
            "Workflow did not register a handler for nope. Registered queries: [__stack_trace __enhanced_stack_trace "
            + "__temporal_workflow_metadata total boom]"),
        _ => new WorkflowQueryResult
        {
            ResultType = QueryResultType.Answered, Answer = Frontend.TestService.Text("3"),
        },
    };

    private static WorkflowQueryResult Failed(string message) => new()
    {
        ResultType = QueryResultType.Failed,
        ErrorMessage = message,
        Failure = RecordedWorkflows.Failed(message, "Error"),
    };

    private async Task ActivityAsync()
    {
        var task = await CallAsync("PollActivityTaskQueue", new PollActivityTaskQueueRequest
        {
            Namespace = "default",
            TaskQueue = new TaskQueue { Name = Queue },
            Identity = "worker",
            WorkerVersionCapabilities = new WorkerVersionCapabilities { BuildId = BuildId },
        }, PollActivityTaskQueueResponse.Parser);
        if (task.TaskToken.IsEmpty) return;
        var type = task.ActivityType.Name;
        if (type == "failTimes")
        {
            await CallAsync("RespondActivityTaskFailed", new RespondActivityTaskFailedRequest
            {
                Namespace = "default",
                TaskToken = task.TaskToken,
                Identity = "worker",
                Failure = RecordedWorkflows.Failed("failure 1", "Error"),
            }, RespondActivityTaskFailedResponse.Parser);
        }
        else if (type != "hang")
        {
            await CallAsync("RespondActivityTaskCompleted", new RespondActivityTaskCompletedRequest
            {
                Namespace = "default",
                TaskToken = task.TaskToken,
                Identity = "worker",
                Result = Frontend.TestService.Text("done"),
                WorkerVersion = new WorkerVersionStamp { BuildId = BuildId },
            }, RespondActivityTaskCompletedResponse.Parser);
        }

        Seen(type).TrySetResult();
    }

    private async Task<TAnswer> CallAsync<TAnswer>(string method, IMessage request, MessageParser<TAnswer> parser)
        where TAnswer : IMessage<TAnswer>
    {
        var answer = await _client.CallAsync(GrpcTestClient.WorkflowService + method, request, timeout: "30S");
        return answer.Status == "0"
            ? parser.ParseFrom(answer.Answer)
            : throw new RefusedException(method, answer.Status, answer.Message);
    }

    private sealed class RefusedException(string method, string status, string message)
        : Exception($"{method}: {status} {message}")
    {
        public string Status => status;
    }
}
