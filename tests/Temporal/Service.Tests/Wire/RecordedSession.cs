using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Grpc;
using Temporalio.Service.Tests.Frontend;
using Temporalio.Service.Tests.Grpc;

namespace Temporalio.Service.Tests.Wire;

/// <summary>Plays the recording against a service over gRPC: the calls in their order, with what went before.</summary>
internal sealed class RecordedSession : IAsyncDisposable
{
    private const string RawQueue = "raw-5bd27f75";
    private readonly TestService _service;
    private readonly RecordedWorker _worker;
    private readonly GrpcTestClient _client;
    private readonly Dictionary<string, string> _tokens = [];
    private Task<GrpcTestAnswer>? _query;

    private RecordedSession(TestService service, string address)
    {
        (_service, _worker) = (service, new RecordedWorker(address));
        _client = new GrpcTestClient(address);
    }

    public static async Task<RecordedSession> StartAsync()
    {
        var service = await TestService.StartAsync();
        var endpoint = await service.Service.ListenAsync(0, TestContext.Current.CancellationToken);
        return new RecordedSession(service, endpoint.Address);
    }

    /// <summary>Sends the calls of an entry, and returns the answer to the last with the type of its message.</summary>
    public async Task<(GrpcTestAnswer Answer, string Method)> AnswerAsync(RecordedEntry entry)
    {
        await PrepareAsync(entry);
        switch (entry.Name)
        {
            case "unknownMethod": return (await SendAsync("NoSuchMethod", new GetSystemInfoRequest()), "");
            case "query.answer": return (await _query!, "QueryWorkflow");
            case "poll.stickyQueryTask":
                var poll = new PollWorkflowTaskQueueRequest
                {
                    Namespace = "default", TaskQueue = new TaskQueue { Name = RawQueue + "-sticky" }, Identity = "raw",
                };
                var polling = SendAsync("PollWorkflowTaskQueue", poll);
                _query = QueryAsync(); // the queue is not used unless a worker was seen at it
                var polled = await polling;
                NoteToken(entry, "PollWorkflowTaskQueue", polled);
                return (polled, "PollWorkflowTaskQueue");
            case "describeBatchOperation": return (await EndedBatchAsync(entry.Calls[^1]), "DescribeBatchOperation");
            case "query.noWorker":
                return (await SendAsync("QueryWorkflow", Message(entry.Calls[0]), timeout: "1S"), "QueryWorkflow");
        }

        GrpcTestAnswer answer = null!;
        foreach (var call in entry.Calls) answer = await SendAsync(call.Method, Message(call, entry.Name), call.Service);
        if (entry.Name is "start.rejectDuplicate" or "start.failedOnly")
        {
            var again = (StartWorkflowExecutionRequest)Message(entry.Calls[0]);
            again.RequestId = Guid.NewGuid().ToString();
            again.WorkflowIdReusePolicy = entry.Name == "start.failedOnly"
                ? WorkflowIdReusePolicy.AllowDuplicateFailedOnly
                : WorkflowIdReusePolicy.RejectDuplicate;
            answer = await SendAsync("StartWorkflowExecution", again);
        }

        NoteToken(entry, entry.Calls[^1].Method, answer);
        return (answer, entry.Calls[^1].Method);
    }

    /// <summary>The recording looked at the operation when it had ended.</summary>
    private async Task<GrpcTestAnswer> EndedBatchAsync(RecordedCall call)
    {
        while (true)
        {
            var answer = await SendAsync(call.Method, Message(call), call.Service);
            if (answer.Status != "0") return answer;
            var batch = DescribeBatchOperationResponse.Parser.ParseFrom(answer.Answer.ToArray());
            if (batch.State != BatchOperationState.Running) return answer;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.DisposeAsync();
        _client.Dispose();
        await _service.DisposeAsync();
    }

    /// <summary>What the recording did between its calls.</summary>
    private Task PrepareAsync(RecordedEntry entry) => entry.Name switch
    {
        "describe.running" or "history.afterSignal" => IdleAsync("a-f080e317"),
        "cancel" => StartIdleAsync("c-11bde026", "waitForever"),
        "cancel.closed" => ClosedAsync("c-11bde026"),
        "terminate" => StartIdleAsync("t-c200806d", "waitForever"),
        "describe.pendingActivityRetrying" => StartActivityAsync("pa-870aad02", "failTimes"),
        "describe.pendingActivityStarted" => StartActivityAsync("started-7cf423bd", "hang"),
        "describe.pendingChild" => StartParentAsync("ch-2f82e104"),
        "describe.pendingWorkflowTask" => StartAsync("noworker-086bc76d", "hello", "nobody"),
        "poll.workflowTask" => StartAsync("raw-663a0555", "rawType", RawQueue, taskTimeout: 1),
        "complete.sticky" => StartRawAsync(entry),
        "poll.stickyWorkflowTask" => SignalRawAsync(),
        "update" => StartIdleAsync("u-449745f1", "updatable"),
        "reset" => StartClosedAsync("rs-0d3d21be", "sequence"),
        "describeSchedule.afterTrigger" => TriggeredAsync("sched-25e8d39c"),
        "listWorkers" => ReportWorkerAsync(entry),
        _ => Task.CompletedTask,
    };

    private IMessage Message(RecordedCall call, string name = "")
    {
        IMessage request;
        try
        {
            request = _service.Service.Frontend.ParserOf(call.Service, call.Method).ParseFrom(ByteString.Empty);
        }
        catch (ServiceException)
        {
            return new Empty(); // the service does not know the method, and says so
        }

        WireRecording.Fill(request, call.Request);
        var token = request.Descriptor.FindFieldByName("task_token");
        if (token?.Accessor.GetValue(request) is ByteString { Length: > 0 } recorded
            && _tokens.TryGetValue(recorded.ToBase64(), out var ours))
            token.Accessor.SetValue(request, ByteString.FromBase64(ours));

        // The recording cuts these requests short.
        var big = TestService.Text(new string('x', 2 * 1024 * 1024));
        if (name == "start.bigPayload") ((StartWorkflowExecutionRequest)request).Input = big;
        if (name == "start.bigMemo")
            ((StartWorkflowExecutionRequest)request).Memo = new Memo { Fields = { ["m"] = big.Payloads_[0] } };
        if (name == "start.message4MB")
            ((StartWorkflowExecutionRequest)request).Input = TestService.Text(new string('x', 5 * 1024 * 1024));
        return request;
    }

    private Task<GrpcTestAnswer> SendAsync(
        string method, IMessage request, string service = TestService.WorkflowService, string timeout = "30S") =>
        _client.CallAsync($"/{service}/{method}", request, timeout: timeout);

    private void NoteToken(RecordedEntry entry, string method, GrpcTestAnswer answer)
    {
        if (entry.Ok is not { } ok || !ok.TryGetProperty("taskToken", out var recorded) || answer.Status != "0") return;
        var token = method == "PollActivityTaskQueue"
            ? PollActivityTaskQueueResponse.Parser.ParseFrom(answer.Answer).TaskToken
            : PollWorkflowTaskQueueResponse.Parser.ParseFrom(answer.Answer).TaskToken;
        _tokens[recorded.GetString()!] = token.ToBase64();
    }

    /// <param name="taskTimeout">A task that was refused twice is left to its time: short, so that the test is.</param>
    private Task StartAsync(string id, string type, string queue, string input = "1", int taskTimeout = 10) =>
        _service.StartAsync(id, request =>
        {
            (request.WorkflowType.Name, request.TaskQueue.Name, request.Identity) = (type, queue, "recorder");
            request.Input = input.Length > 0 ? TestService.Text(input) : new Payloads();
            request.WorkflowTaskTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(taskTimeout));
        });

    private async Task StartIdleAsync(string id, string type)
    {
        await StartAsync(id, type, RecordedWorker.Queue, "");
        await IdleAsync(id);
    }

    private async Task StartClosedAsync(string id, string type)
    {
        await StartAsync(id, type, RecordedWorker.Queue);
        await ClosedAsync(id);
    }

    private async Task StartActivityAsync(string id, string type)
    {
        await StartAsync(id, "callActivity", RecordedWorker.Queue, type);
        await _worker.SeenAsync(type);
        await IdleAsync(id);
    }

    private async Task StartParentAsync(string id)
    {
        await StartAsync(id, "parent", RecordedWorker.Queue);
        await EventsAsync(id, 9);
        await IdleAsync(id + "-kid");
    }

    private async Task StartRawAsync(RecordedEntry entry)
    {
        await StartAsync("raw2-fa8f5097", "rawType", RawQueue);
        var task = await _service.PollWorkflowAsync(RawQueue);
        _tokens[entry.Calls[0].Request.GetProperty("taskToken").GetString()!] = task.TaskToken.ToBase64();
    }

    private async Task<GrpcTestAnswer> QueryAsync()
    {
        await Soon.HoldsAsync(async () => (await _service.CallAsync<DescribeTaskQueueResponse>(
            "DescribeTaskQueue", new DescribeTaskQueueRequest
            {
                Namespace = "default", TaskQueue = new TaskQueue { Name = RawQueue + "-sticky" },
            })).Pollers.Count > 0);

        return await SendAsync("QueryWorkflow", new QueryWorkflowRequest
        {
            Namespace = "default",
            Execution = new WorkflowExecution { WorkflowId = "raw2-fa8f5097" },
            Query = new Api.Query.V1.WorkflowQuery { QueryType = "how", QueryArgs = TestService.Text("x") },
        });
    }

    private Task SignalRawAsync() => _service.CallAsync<SignalWorkflowExecutionResponse>(
        "SignalWorkflowExecution", new SignalWorkflowExecutionRequest
        {
            Namespace = "default",
            WorkflowExecution = new WorkflowExecution { WorkflowId = "raw2-fa8f5097" },
            SignalName = "s",
            Input = TestService.Text("1"),
        });

    private async Task ReportWorkerAsync(RecordedEntry entry)
    {
        var report = new RecordWorkerHeartbeatRequest { Namespace = "default" };
        foreach (var worker in entry.Ok!.Value.GetProperty("workersInfo").EnumerateArray())
        {
            var heartbeat = new Api.Worker.V1.WorkerHeartbeat();
            WireRecording.Fill(heartbeat, worker.GetProperty("workerHeartbeat"));
            report.WorkerHeartbeat.Add(heartbeat);
        }

        await SendAsync("RecordWorkerHeartbeat", report);
    }

    private Task TriggeredAsync(string id) => Soon.HoldsAsync(
        async () => (await _service.CallAsync<DescribeScheduleResponse>(
            "DescribeSchedule", new DescribeScheduleRequest { Namespace = "default", ScheduleId = id }))
            .Info.RecentActions.Count > 0);

    private async Task IdleAsync(string id)
    {
        while (true)
        {
            var described = await _service.CallAsync<DescribeWorkflowExecutionResponse>(
                "DescribeWorkflowExecution", new DescribeWorkflowExecutionRequest
                {
                    Namespace = "default", Execution = new WorkflowExecution { WorkflowId = id },
                });
            if (described.PendingWorkflowTask is null && described.WorkflowExecutionInfo.HistoryLength > 3) return;
            await EventsAsync(id, described.WorkflowExecutionInfo.HistoryLength + 1);
        }
    }

    private async Task EventsAsync(string id, long wanted)
    {
        var request = new GetWorkflowExecutionHistoryRequest
        {
            Namespace = "default", Execution = new WorkflowExecution { WorkflowId = id }, WaitNewEvent = true,
        };
        for (var seen = 0L; seen < wanted;)
        {
            var page = await _service.CallAsync<GetWorkflowExecutionHistoryResponse>(
                "GetWorkflowExecutionHistory", request);
            seen += page.History.Events.Count;
            request.NextPageToken = page.NextPageToken;
            if (page.NextPageToken.IsEmpty) return;
        }
    }

    private Task ClosedAsync(string id) => _service.CallAsync<GetWorkflowExecutionHistoryResponse>(
        "GetWorkflowExecutionHistory", new GetWorkflowExecutionHistoryRequest
        {
            Namespace = "default",
            Execution = new WorkflowExecution { WorkflowId = id },
            WaitNewEvent = true,
            HistoryEventFilterType = HistoryEventFilterType.CloseEvent,
        });
}
