using Temporalio.Service.Matching;

namespace Temporalio.Service.Tests.Matching;

public sealed class TaskQueueTests
{
    private static readonly QueueKey Key = new("default", "q", QueueKind.Workflow);
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task PollAsync_TasksWait_GivesThemInOrderOfArrival()
    {
        // Arrange
        var queue = new TaskQueue<string>(Key, _clock);
        foreach (var task in new[] { "a", "b", "c" }) queue.Add(task);

        // Act
        var taken = new[] { await Poll(queue), await Poll(queue), await Poll(queue) };

        // Assert
        Assert.Equal<IEnumerable<string?>>(["a", "b", "c"], taken);
    }

    [Fact]
    public async Task Add_PollsWait_TheFirstOneGetsIt()
    {
        // Arrange
        var queue = new TaskQueue<string>(Key, _clock);
        var first = Poll(queue);
        var second = Poll(queue);

        // Act
        queue.Add("a");
        queue.Add("b");

        // Assert
        Assert.Equal("a", await first);
        Assert.Equal("b", await second);
    }

    [Fact]
    public async Task PollAsync_TimeIsOver_EndsEmptyAndTakesNothingAfterwards()
    {
        // Arrange
        var queue = new TaskQueue<string>(Key, _clock);
        var late = Poll(queue);

        // Act
        _clock.Advance(TimeSpan.FromSeconds(61));
        var nothing = await late;
        queue.Add("a");

        // Assert
        Assert.Null(nothing);
        Assert.Equal("a", await Poll(queue));
    }

    [Fact]
    public async Task PollAsync_CallerLeaves_TheTaskGoesToTheNext()
    {
        // Arrange
        var queue = new TaskQueue<string>(Key, _clock);
        using var leaves = new CancellationTokenSource();
        var gone = queue.PollAsync("w", null, TimeSpan.FromMinutes(1), leaves.Token).AsTask();
        var stays = Poll(queue);

        // Act
        await leaves.CancelAsync();
        queue.Add("a");

        // Assert
        Assert.Null(await gone);
        Assert.Equal("a", await stays);
    }

    [Fact]
    public async Task Add_OnlyWithPoller_RefusesTenSecondsAfterTheLastPoll()
    {
        // Arrange
        var queue = new TaskQueue<string>(Key, _clock);
        var before = queue.Add("a", onlyWithPoller: true);
        var poll = Poll(queue);
        queue.Add("b");
        await poll;

        // Act
        _clock.Advance(TimeSpan.FromSeconds(9));
        var soon = queue.Add("c", onlyWithPoller: true);
        _clock.Advance(TimeSpan.FromSeconds(2));
        var late = queue.Add("d", onlyWithPoller: true);

        // Assert
        Assert.Equal([QueueAnswer.NoPoller, QueueAnswer.Added, QueueAnswer.NoPoller], [before, soon, late]);
    }

    [Fact]
    public async Task Stop_PollsWait_EndsThemAtOnce()
    {
        // Arrange
        var queues = new TaskQueues<string>(_clock);
        var poll = Poll(queues[Key]);

        // Act
        queues.Stop();

        // Assert
        Assert.Null(await poll);
        Assert.Null(await Poll(queues[Key with { Name = "made later" }]));
    }

    [Fact]
    public async Task Unload_WorkerLeaves_EndsItsPollAndGivesTheTasksBack()
    {
        // Arrange
        var queue = new TaskQueue<string>(Key, _clock);
        await Poll(AddTo(queue, "a"));
        queue.Add("b");

        // Act
        var left = queue.Unload();

        // Assert
        Assert.Equal(["b"], left);
        Assert.False(queue.HasPoller);
    }

    private static TaskQueue<string> AddTo(TaskQueue<string> queue, string task)
    {
        queue.Add(task);
        return queue;
    }

    private static Task<string?> Poll(TaskQueue<string> queue) =>
        queue.PollAsync("worker", null, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken).AsTask();
}
