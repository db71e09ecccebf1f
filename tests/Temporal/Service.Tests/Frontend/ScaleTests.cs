using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Store;
using Temporalio.Service.Tests.Store;

namespace Temporalio.Service.Tests.Frontend;

/// <summary>Many open executions, and much that has been.</summary>
public sealed class ScaleTests
{
    private const int Many = 10_000;

    [Fact]
    public async Task Idle_TenThousandExecutionsWaitForTimers_WakesOnlyToLookForOldOnes()
    {
        // Arrange
        var clock = new ManualClock();
        await using var service = await TestService.StartAsync(new TemporalServiceOptions { TimeProvider = clock });
        for (var i = 0; i < Many; i++)
        {
            await service.StartAsync($"w{i}");
            await service.CompleteAsync(await service.PollWorkflowAsync(), request => request.Commands.Add(
                Commands.Timer("t", TimeSpan.FromHours(30))));
        }

        // Act
        var armed = clock.ArmedTimers;
        var before = clock.Fired;
        clock.Advance(TimeSpan.FromHours(24));
        var idle = clock.Fired - before;
        clock.Advance(TimeSpan.FromHours(24));

        // Assert: one timer for all; in a day it wakes once an hour, and once because clocks sleep a day at most
        Assert.Equal(1, armed);
        Assert.InRange(idle, 0, 25);
        var queue = await service.CallAsync<DescribeTaskQueueResponse>(
            "DescribeTaskQueue", new DescribeTaskQueueRequest
            {
                Namespace = "default",
                TaskQueue = new Api.TaskQueue.V1.TaskQueue { Name = TestService.Queue },
                ReportStats = true,
            });
        Assert.Equal(Many, queue.Stats.ApproximateBacklogCount);
    }

    [Fact]
    public async Task Retention_TimeIsOver_HistoryAndListsAndRowsAreGone()
    {
        // Arrange
        using var directory = new TestDirectory();
        var clock = new ManualClock();
        await using (var service = await TestService.StartAsync(
            new TemporalServiceOptions { StateDirectory = directory.Path, TimeProvider = clock }))
        {
            await service.CallAsync<UpdateNamespaceResponse>("UpdateNamespace", new UpdateNamespaceRequest
            {
                Namespace = "default",
                Config = new Api.Namespace.V1.NamespaceConfig
                {
                    WorkflowExecutionRetentionTtl = Duration.FromTimeSpan(TimeSpan.FromDays(2)),
                },
            });
            await service.StartAsync("open");
            await service.CompleteAsync(await service.PollWorkflowAsync(), request => request.Commands.Add(
                Commands.Timer("t", TimeSpan.FromDays(9))));
            await service.StartAsync("closed");
            await service.CompleteAsync(
                await service.PollWorkflowAsync(), request => request.Commands.Add(Commands.Complete("x")));

            // Act
            clock.Advance(TimeSpan.FromDays(1));
            var kept = await CountAsync(service);
            clock.Advance(TimeSpan.FromDays(1.5));

            // Assert
            await Soon.HoldsAsync(async () => await CountAsync(service) <= 1);
            Assert.Equal(2, kept);
            var gone = await Assert.ThrowsAsync<ServiceException>(() => service.HistoryAsync("closed"));
            Assert.Equal(GrpcStatus.NotFound, gone.Status);
        }

        using var database = SqliteDatabase.Open(directory.File("temporal.db"));
        Assert.Equal("open", database.Scalar("select group_concat(workflow_id) from runs"));
        Assert.Equal("1", database.Scalar("select count(distinct run) from batches"));
    }

    [Fact]
    public async Task Write_MuchMoreThanTheLogHolds_TheLogStaysBounded()
    {
        // Arrange
        using var directory = new TestDirectory();
        await using var service = await TestService.StartAsync(
            new TemporalServiceOptions { StateDirectory = directory.Path });
        await service.StartAsync("w");
        var largest = 0L;

        // Act: 150 MB, from eight callers at once
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 150),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken },
            async (_, _) =>
            {
                await service.StartAsync(
                    $"w{Guid.NewGuid()}", request => request.Input = TestService.Text(new string('x', 1_000_000)));
                var length = new FileInfo(directory.File("temporal.db-wal")).Length;
                InterlockedMax(ref largest, length);
            });

        // Assert
        Assert.InRange(largest, 1, 64L * 1024 * 1024);
    }

    private static void InterlockedMax(ref long target, long value)
    {
        for (var seen = Volatile.Read(ref target); seen < value;)
        {
            var found = Interlocked.CompareExchange(ref target, value, seen);
            if (found == seen) return;
            seen = found;
        }
    }

    private static async Task<long> CountAsync(TestService service) =>
        (await service.CallAsync<CountWorkflowExecutionsResponse>(
            "CountWorkflowExecutions", new CountWorkflowExecutionsRequest { Namespace = "default" })).Count;
}
