using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Tests.Frontend;

namespace Temporalio.Service.Tests.Crashes;

/// <summary>
/// Clients and workers that keep a service busy: workflows of three activities with a timer before the last, that end
/// when they have got a signal.
/// </summary>
internal sealed class Load : IAsyncDisposable
{
    public const int Steps = 3;
    private const int Workers = 4;
    private readonly Connection _connection;
    private readonly Ledger _ledger;
    private readonly string _prefix;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _noMore = new();
    private readonly List<Task> _clients;
    private readonly List<Task> _workers;
    private readonly bool _withHeartbeats;
    private int _number;

    public Load(
        Connection connection, Ledger ledger, string prefix, int openAtOnce = 16, bool withHeartbeats = false)
    {
        (_connection, _ledger, _prefix, _withHeartbeats) = (connection, ledger, prefix, withHeartbeats);
        _clients = [.. Enumerable.Range(0, openAtOnce).Select(_ => Task.Run(ClientAsync))];
        _workers =
        [
            .. Enumerable.Range(0, Workers).Select(_ => Task.Run(() => LoopAsync(WorkflowAsync))),
            .. Enumerable.Range(0, Workers).Select(_ => Task.Run(() => LoopAsync(ActivityAsync))),
        ];
    }

    /// <summary>Begins no more workflows; ends when all have ended.</summary>
    public Task DrainAsync()
    {
        _noMore.TrySetResult();
        return Task.WhenAll(_clients);
    }

    public async ValueTask DisposeAsync()
    {
        _noMore.TrySetResult();
        await _stop.CancelAsync();
        _connection.Dispose();
        await Task.WhenAll([.. _clients, .. _workers]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    /// <summary>One client: starts a workflow, signals it, and waits for its end, again and again.</summary>
    private async Task ClientAsync()
    {
        while (!_noMore.Task.IsCompleted)
        {
            var id = $"{_prefix}{Interlocked.Increment(ref _number)}";
            var started = await CallAsync("StartWorkflowExecution", new StartWorkflowExecutionRequest
            {
                Namespace = "default",
                WorkflowId = id,
                WorkflowType = new WorkflowType { Name = "steps" },
                TaskQueue = new TaskQueue { Name = TestService.Queue },
                RequestId = id,
                WorkflowIdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate,
                // A task that was handed out into a dying connection is given to another worker soon.
                WorkflowTaskTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(2)),
            }, StartWorkflowExecutionResponse.Parser);
            _ledger.Starts[id] = started!.RunId;
            _ledger.Acknowledged();
            await CallAsync("SignalWorkflowExecution", new SignalWorkflowExecutionRequest
            {
                Namespace = "default",
                WorkflowExecution = new WorkflowExecution { WorkflowId = id },
                SignalName = "go",
                Input = TestService.Text(id),
                RequestId = id,
            }, SignalWorkflowExecutionResponse.Parser);
            _ledger.Signals[(id, id)] = true;
            _ledger.Acknowledged();
            await EndAsync(id);
        }
    }

    private async Task EndAsync(string id)
    {
        var request = new GetWorkflowExecutionHistoryRequest
        {
            Namespace = "default",
            Execution = new WorkflowExecution { WorkflowId = id },
            WaitNewEvent = true,
            HistoryEventFilterType = HistoryEventFilterType.CloseEvent,
        };
        GetWorkflowExecutionHistoryResponse? page;
        do
            page = await CallAsync("GetWorkflowExecutionHistory", request, GetWorkflowExecutionHistoryResponse.Parser);
        while (page!.History.Events.Count == 0);
    }

    private async Task LoopAsync(Func<Task> step)
    {
        while (!_stop.IsCancellationRequested) await step();
    }

    private async Task WorkflowAsync()
    {
        var task = await CallAsync("PollWorkflowTaskQueue", new PollWorkflowTaskQueueRequest
        {
            Namespace = "default", TaskQueue = new TaskQueue { Name = TestService.Queue }, Identity = "worker",
        }, PollWorkflowTaskQueueResponse.Parser);
        if (task is null || task.TaskToken.IsEmpty) return;
        var answer = new RespondWorkflowTaskCompletedRequest
        {
            Namespace = "default", TaskToken = task.TaskToken, Identity = "worker",
        };
        Decide(task.History.Events, answer);
        if (await CallAsync(
            "RespondWorkflowTaskCompleted", answer, RespondWorkflowTaskCompletedResponse.Parser) is null) return;
        _ledger.Tasks[(task.WorkflowExecution.WorkflowId, task.StartedEventId)] = true;
        _ledger.Acknowledged();
    }

    private static void Decide(IList<HistoryEvent> events, RespondWorkflowTaskCompletedRequest answer)
    {
        var scheduled = events.Count(one => one.EventType == EventType.ActivityTaskScheduled);
        var done = events.Where(one => one.EventType == EventType.ActivityTaskCompleted)
            .Select(one => one.ActivityTaskCompletedEventAttributes.Result.Payloads_[0].Data.ToStringUtf8().Trim('"'))
            .ToList();
        var timers = events.Count(one => one.EventType == EventType.TimerStarted);
        var fired = events.Count(one => one.EventType == EventType.TimerFired);
        if (done.Count < scheduled) return;
        if (scheduled < Steps - 1 || (scheduled < Steps && fired == 1)) answer.Commands.Add(Step($"{scheduled + 1}"));
        else if (timers == 0) answer.Commands.Add(Commands.Timer("t", TimeSpan.FromMilliseconds(20)));
        else if (done.Count == Steps && events.Any(one => one.EventType == EventType.WorkflowExecutionSignaled))
            answer.Commands.Add(Commands.Complete(string.Join(',', done)));
    }

    private static Api.Command.V1.Command Step(string id)
    {
        var command = Commands.Activity(id);
        var attributes = command.ScheduleActivityTaskCommandAttributes;
        // An attempt that was handed out into a dying connection is tried again soon.
        attributes.StartToCloseTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(2));
        attributes.RetryPolicy = new RetryPolicy
        {
            InitialInterval = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(1)), BackoffCoefficient = 1,
        };
        return command;
    }

    private async Task ActivityAsync()
    {
        var task = await CallAsync("PollActivityTaskQueue", new PollActivityTaskQueueRequest
        {
            Namespace = "default", TaskQueue = new TaskQueue { Name = TestService.Queue }, Identity = "worker",
        }, PollActivityTaskQueueResponse.Parser);
        if (task is null || task.TaskToken.IsEmpty) return;
        if (_withHeartbeats && await CallAsync("RecordActivityTaskHeartbeat", new RecordActivityTaskHeartbeatRequest
        {
            Namespace = "default", TaskToken = task.TaskToken, Identity = "worker", Details = TestService.Text("half"),
        }, RecordActivityTaskHeartbeatResponse.Parser) is null) return;
        var result = Guid.NewGuid().ToString();
        if (await CallAsync("RespondActivityTaskCompleted", new RespondActivityTaskCompletedRequest
        {
            Namespace = "default", TaskToken = task.TaskToken, Identity = "worker", Result = TestService.Text(result),
        }, RespondActivityTaskCompletedResponse.Parser) is null) return;
        if (!_ledger.Results.TryAdd((task.WorkflowExecution.WorkflowId, task.ActivityId), result))
            _ledger.Faults.Enqueue($"{task.WorkflowExecution.WorkflowId}/{task.ActivityId}: two results acknowledged");
        _ledger.Acknowledged();
    }

    private Task<TAnswer?> CallAsync<TAnswer>(
        string method, Google.Protobuf.IMessage request, Google.Protobuf.MessageParser<TAnswer> parser)
        where TAnswer : class, Google.Protobuf.IMessage<TAnswer> =>
        _connection.CallAsync(method, request, parser, _stop.Token);
}
