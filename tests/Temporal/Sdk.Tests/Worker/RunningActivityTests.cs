using Google.Protobuf;
using Temporalio.Activities;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Testing;
using Temporalio.Tests.Workflows;
using Temporalio.Worker;
using Temporalio.Worker.Activities;

namespace Temporalio.Tests.Worker;

public sealed class RunningActivityTests
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5); // what the service's own timeout goes ahead by

    private readonly HandTime _time = new();
    private readonly Service _service = new();

    [Fact]
    public void Timeout_CodeNeverBeats_EndsItWhenTheServiceHasGivenItUp()
    {
        // Arrange
        using var activity = NewActivity(heartbeat: TimeSpan.FromSeconds(10), startToClose: TimeSpan.FromHours(1));

        // Act
        _time.Advance(TimeSpan.FromSeconds(10));
        var early = activity.Context.CancellationToken.IsCancellationRequested;
        _time.Advance(Slack);

        // Assert
        Assert.False(early);
        Assert.True(activity.Context.CancellationToken.IsCancellationRequested);
        Assert.Equal(ActivityCancelReason.Timeout, activity.Context.CancelReason);
        Assert.Equal(
            (true, true),
            (activity.Context.CancellationDetails!.IsTimedOut, activity.Context.CancellationDetails.IsGoneFromServer));
    }

    [Fact]
    public async Task Timeout_CodeBeats_BeginsAnew()
    {
        // Arrange
        using var activity = NewActivity(heartbeat: TimeSpan.FromSeconds(10), startToClose: TimeSpan.FromHours(1));

        // Act
        _time.Advance(TimeSpan.FromSeconds(14));
        activity.Heartbeat([1]);
        await _service.Beaten.WaitAsync(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(14));

        // Assert
        Assert.False(activity.Context.CancellationToken.IsCancellationRequested);
    }

    [Fact]
    public async Task Heartbeat_PausedAndReset_TellsBothAndActsOnTheReset()
    {
        // Arrange
        _service.Answer = new() { ActivityPaused = true, ActivityReset = true };
        using var activity = NewActivity(heartbeat: null, startToClose: null);
        var cancelled = new TaskCompletionSource();
        await using var registration = activity.Context.CancellationToken.Register(cancelled.SetResult);

        // Act
        activity.Heartbeat([]);
        await cancelled.Task.WaitAsync(TestContext.Current.CancellationToken);

        // Assert
        Assert.Equal(ActivityCancelReason.Reset, activity.Context.CancelReason);
        Assert.Equal(
            (true, true), (activity.Context.CancellationDetails!.IsPaused, activity.Context.CancellationDetails.IsReset));
    }

    private RunningActivity NewActivity(TimeSpan? heartbeat, TimeSpan? startToClose)
    {
        var connection = TemporalConnection.Over(new TemporalClientConnectOptions("nowhere"), _service);
        var options = new TemporalWorkerOptions("queue") { TimeProvider = _time };
        var scope = new WorkerScope(new TemporalClient(connection, new()), options, "instance");
        var info = ActivityEnvironment.DefaultInfo with { HeartbeatTimeout = heartbeat, StartToCloseTimeout = startToClose };
        return new(scope, new() { TaskToken = ByteString.CopyFromUtf8("token") }, info, CancellationToken.None);
    }

    private sealed class Service : IServiceInvoker
    {
        private readonly TaskCompletionSource _beaten = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public RecordActivityTaskHeartbeatResponse Answer { get; set; } = new();

        public Task Beaten => _beaten.Task;

        public Task<T> InvokeAsync<T>(
            string service, string rpc, IMessage request, MessageParser<T> parser, RpcOptions? options, bool longPoll)
            where T : IMessage<T>
        {
            _beaten.TrySetResult();
            return Task.FromResult((T)(object)Answer);
        }
    }
}
