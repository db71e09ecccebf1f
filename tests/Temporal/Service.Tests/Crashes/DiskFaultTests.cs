using Temporalio.Api.Common.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Store;
using Temporalio.Service.Tests.Disks;
using Temporalio.Service.Tests.Frontend;
using Temporalio.Service.Tests.Store;

namespace Temporalio.Service.Tests.Crashes;

/// <summary>
/// The disk fails at its n-th request, once or for ever. What was acknowledged stays, the service refuses clearly from
/// then on, and the next one on a disk that works goes on. <c>TEMPORAL_DISK_POINTS</c> sets how many points are tried,
/// 0 for all, and then of calls that also fill the log up to a checkpoint.
/// </summary>
public sealed class DiskFaultTests
{
    private const int Points = 20;

    public static TheoryData<int, bool> Faults { get; } = new()
    {
        { (int)DiskFault.IoError, false },
        { (int)DiskFault.IoError, true },
        { (int)DiskFault.Full, true },
        { (int)DiskFault.Short, false },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fail_AtTheNthWriteOrSync_KeepsWhatWasAcknowledgedAndRefusesFromThenOn(int fault, bool forEver)
    {
        foreach (var point in await PointsAsync(seed: 10 + fault, one => one.Action != DiskAction.Read))
        {
            // Arrange
            using var directory = new TestDirectory();
            var ledger = new Ledger();
            using var disk = new FaultyDisk();
            var writes = 0;
            disk.OnOperation = operation =>
            {
                if (operation.Action == DiskAction.Read) return DiskFault.None;
                var number = Interlocked.Increment(ref writes);
                var fails = number == point || (forEver && number > point);
                return !fails ? DiskFault.None
                    : operation.Action == DiskAction.Sync ? DiskFault.IoError
                    : operation.Action != DiskAction.Write && fault == (int)DiskFault.Short ? DiskFault.Full
                    : (DiskFault)fault;
            };
            var refusals = new List<Exception>();

            // Act
            var start = await Record.ExceptionAsync(async () =>
            {
                await using var failing = await TestService.StartAsync(
                    new TemporalServiceOptions { StateDirectory = directory.Path, SqliteVfs = disk.Name });
                if (await Record.ExceptionAsync(() => PlayAsync(failing, ledger)) is not { } refusal) return;
                refusals.Add(refusal);
                if (failing.Service.Failed.IsCompleted) refusals.AddRange(await RefusalsAsync(failing));
            });

            // Assert
            Assert.Null(disk.Broken);
            Assert.True(start is null or StoreException or ServiceException, $"{point}: {start}");
            Assert.All(refusals, refusal => Assert.Equal(
                GrpcStatus.Unavailable, Assert.IsType<ServiceException>(refusal).Status));
            await using var after = await TestService.StartAsync(
                new TemporalServiceOptions { StateDirectory = directory.Path });
            Assert.Equal([], await LedgerCheck.FaultsAsync(after, ledger, mustHaveEnded: false));
            await after.StartAsync("another");
        }
    }

    [Fact]
    public async Task Fail_AtTheNthRead_IsRefusedAndNothingIsAnsweredFalse()
    {
        foreach (var point in await PointsAsync(seed: 5, one => one.Action == DiskAction.Read))
        {
            // Arrange
            using var directory = new TestDirectory();
            var ledger = new Ledger();
            using var disk = new FaultyDisk();
            var reads = 0;
            disk.OnOperation = operation => operation.Action == DiskAction.Read
                && Interlocked.Increment(ref reads) == point ? DiskFault.IoError : DiskFault.None;

            // Act
            var refusal = await Record.ExceptionAsync(async () =>
            {
                await using var failing = await TestService.StartAsync(
                    new TemporalServiceOptions { StateDirectory = directory.Path, SqliteVfs = disk.Name });
                await PlayAsync(failing, ledger);
                Assert.Equal([], await LedgerCheck.FaultsAsync(failing, ledger, mustHaveEnded: false));
            });

            // Assert
            Assert.Null(disk.Broken);
            Assert.True(refusal is null or StoreException
                || (refusal as ServiceException)?.Status == GrpcStatus.Unavailable, $"{point}: {refusal}");
            await using var after = await TestService.StartAsync(
                new TemporalServiceOptions { StateDirectory = directory.Path });
            Assert.Equal([], await LedgerCheck.FaultsAsync(after, ledger, mustHaveEnded: false));
        }
    }

    [Fact]
    public async Task PowerCut_AtAnyRequest_KeepsWhatWasAcknowledged()
    {
        // Arrange
        using var images = new TestDirectory();
        var random = new Random(3);
        var taken = new List<(string Image, Ledger Acknowledged)>();

        // Act
        var points = (await PointsAsync(seed: 3, one => one.Action != DiskAction.Read)).ToHashSet();
        using var directory = new TestDirectory();
        var ledger = new Ledger();
        using (var disk = new FaultyDisk())
        {
            var cut = new PowerCut();
            var writes = 0;
            disk.OnOperation = operation =>
            {
                if (operation.Action == DiskAction.Read) return DiskFault.None;
                if (points.Contains(++writes))
                {
                    // What was acknowledged before the image is made must be in it.
                    for (var draw = 0; draw < 2; draw++)
                    {
                        var acknowledged = ledger.Copy();
                        var image = images.File($"{taken.Count}");
                        cut.Write(image, random);
                        taken.Add((image, acknowledged));
                    }
                }

                cut.Follow(operation);
                return DiskFault.None;
            };
            await using var service = await TestService.StartAsync(
                new TemporalServiceOptions { StateDirectory = directory.Path, SqliteVfs = disk.Name });
            await PlayAsync(service, ledger);
            await service.DisposeAsync();
            Assert.Null(disk.Broken);
        }

        // Assert
        var faults = new List<string>();
        foreach (var (image, acknowledged) in taken)
        {
            using (var disk = new FaultyDisk())
            {
                // And the next start dies as well.
                var left = random.Next(1, 30);
                disk.OnOperation = _ => --left < 0 ? DiskFault.IoError : DiskFault.None;
                await Record.ExceptionAsync(async () =>
                {
                    await using var dying = await TestService.StartAsync(
                        new TemporalServiceOptions { StateDirectory = image, SqliteVfs = disk.Name });
                });
            }

            await using var after = await TestService.StartAsync(new TemporalServiceOptions { StateDirectory = image });
            faults.AddRange((await LedgerCheck.FaultsAsync(after, acknowledged, mustHaveEnded: false))
                .Select(fault => $"{Path.GetFileName(image)}: {fault}"));
        }

        Assert.Equal([], faults);
        Assert.True(taken.Count >= Points, $"only {taken.Count} images");
    }

    /// <summary>Calls of all kinds, in this process: none may be answered from memory.</summary>
    private static async Task<IReadOnlyList<Exception>> RefusalsAsync(TestService service)
    {
        var execution = new WorkflowExecution { WorkflowId = "w" };
        Func<Task>[] calls =
        [
            () => service.StartAsync("late"),
            () => service.PollWorkflowAsync(),
            () => service.CallAsync<DescribeWorkflowExecutionResponse>(
                "DescribeWorkflowExecution", new DescribeWorkflowExecutionRequest
                {
                    Namespace = "default", Execution = execution,
                }),
            () => service.CallAsync<QueryWorkflowResponse>("QueryWorkflow", new QueryWorkflowRequest
            {
                Namespace = "default", Execution = execution, Query = new WorkflowQuery { QueryType = "q" },
            }),
            () => service.CallAsync<CountWorkflowExecutionsResponse>(
                "CountWorkflowExecutions", new CountWorkflowExecutionsRequest { Namespace = "default" }),
        ];
        var refusals = new List<Exception>();
        foreach (var call in calls)
            refusals.Add(await Record.ExceptionAsync(call) ?? new InvalidOperationException("a call was answered"));
        return refusals;
    }

    private static int? Wanted =>
        int.TryParse(Environment.GetEnvironmentVariable("TEMPORAL_DISK_POINTS"), out var set) ? set : null;

    private static Task PlayAsync(TestService service, Ledger ledger) =>
        Wanted is null ? Play.SmallAsync(service, ledger) : Play.AllAsync(service, ledger);

    /// <summary>Draws the points at which something happens, out of the requests of one undisturbed run.</summary>
    private static async Task<IReadOnlyList<int>> PointsAsync(int seed, Func<DiskOperation, bool> counts)
    {
        using var directory = new TestDirectory();
        using var disk = new FaultyDisk();
        var all = 0;
        disk.OnOperation = operation =>
        {
            if (counts(operation)) Interlocked.Increment(ref all);
            return DiskFault.None;
        };
        await using (var service = await TestService.StartAsync(
            new TemporalServiceOptions { StateDirectory = directory.Path, SqliteVfs = disk.Name }))
            await PlayAsync(service, new Ledger());
        var wanted = Wanted ?? Points;
        var random = new Random(seed);
        var drawn = Enumerable.Range(1, all).ToArray();
        random.Shuffle(drawn);
        return [.. drawn.Take(wanted == 0 ? all : wanted).Order()];
    }
}
