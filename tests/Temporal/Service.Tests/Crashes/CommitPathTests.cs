using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Store;
using Temporalio.Service.Tests.Frontend;
using Temporalio.Service.Tests.Store;

namespace Temporalio.Service.Tests.Crashes;

/// <summary>The steps of a commit, one by one: the process ends there, or the disk fails there.</summary>
public sealed class CommitPathTests
{
    [Fact]
    public async Task Crash_AtEveryStep_KeepsWhatWasAcknowledgedAndNothingByHalves()
    {
        // Arrange: at each step the files are taken as a dying process would leave them
        using var directory = new TestDirectory();
        using var images = new TestDirectory();
        var ledger = new Ledger();
        var taken = new List<(CrashPoint Point, string Image, Ledger Acknowledged)>();
        var options = new TemporalServiceOptions
        {
            StateDirectory = directory.Path,
            OnCrashPoint = point =>
            {
                var image = images.File($"{taken.Count}");
                TestDirectory.Copy(directory.Path, image);
                taken.Add((point, image, ledger.Copy()));
            },
        };
        await using (var service = await TestService.StartAsync(options)) await Play.AllAsync(service, ledger);

        // Act
        var faults = new List<string>();
        foreach (var (point, image, acknowledged) in taken)
        {
            await using var after = await TestService.StartAsync(new TemporalServiceOptions { StateDirectory = image });
            faults.AddRange((await LedgerCheck.FaultsAsync(after, acknowledged, mustHaveEnded: false))
                .Select(fault => $"{point}: {fault}"));
        }

        // Assert
        Assert.Equal([], faults);
        Assert.Equal(Enum.GetValues<CrashPoint>(), taken.Select(one => one.Point).Distinct().Order());
    }

    public static TheoryData<int> Points { get; } = [.. Enum.GetValues<CrashPoint>().Select(point => (int)point)];

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Fail_AtEveryStep_AcknowledgesNothingFalseAndTheNextServiceGoesOn(int step)
    {
        var reached = true;
        for (var occurrence = 1; reached && occurrence <= 12; occurrence++)
        {
            // Arrange
            using var directory = new TestDirectory();
            var ledger = new Ledger();
            var seen = 0;
            reached = false;
            var options = new TemporalServiceOptions
            {
                StateDirectory = directory.Path,
                OnCrashPoint = point =>
                {
                    if ((int)point != step || ++seen != occurrence) return;
                    reached = true;
                    throw new IOException("the disk is gone");
                },
            };

            // Act
            ServiceException? refusal = null;
            try
            {
                await using var failing = await TestService.StartAsync(options);
                await Play.AllAsync(failing, ledger);
            }
            catch (ServiceException stopped)
            {
                refusal = stopped;
            }

            await using var after = await TestService.StartAsync(
                new TemporalServiceOptions { StateDirectory = directory.Path });

            // Assert
            if (refusal is not null) Assert.Equal(GrpcStatus.Unavailable, refusal.Status);
            Assert.Equal([], await LedgerCheck.FaultsAsync(after, ledger, mustHaveEnded: false));
            await after.StartAsync("another");
        }
    }

    [Fact]
    public async Task Open_LogIsCutAnywhere_HasABeginningOfWhatHappened()
    {
        // Arrange
        using var directory = new TestDirectory();
        using var image = new TestDirectory();
        IReadOnlyList<ByteString> whole;
        await using (var service = await TestService.StartAsync(
            new TemporalServiceOptions { StateDirectory = directory.Path }))
        {
            await Play.SmallAsync(service, new Ledger());
            whole = await EventsAsync(service);
            TestDirectory.Copy(directory.Path, image.Path);
        }

        var log = await File.ReadAllBytesAsync(
            image.File("temporal.db-wal"), TestContext.Current.CancellationToken);
        var lengths = new HashSet<int>();

        // Act
        for (var cut = 0; cut <= 48; cut++)
        {
            using var torn = new TestDirectory();
            TestDirectory.Copy(image.Path, torn.Path);
            var length = (int)((long)log.Length * cut / 48);
            var bytes = log[..length];
            if (cut % 2 == 1 && length > 100) bytes[length - 50] ^= 0xFF; // and its end is not what was written
            await File.WriteAllBytesAsync(torn.File("temporal.db-wal"), bytes, TestContext.Current.CancellationToken);
            File.Delete(torn.File("temporal.db-shm"));
            await using var after = await TestService.StartAsync(
                new TemporalServiceOptions { StateDirectory = torn.Path });
            var events = await EventsAsync(after);

            // Assert
            Assert.Equal(whole.Take(events.Count), events);
            lengths.Add(events.Count);
        }

        Assert.True(lengths.Count > 3, $"only histories of {string.Join(", ", lengths)} events were seen");
    }

    private static async Task<IReadOnlyList<ByteString>> EventsAsync(TestService service)
    {
        try
        {
            var answer = await service.CallAsync<GetWorkflowExecutionHistoryResponse>(
                "GetWorkflowExecutionHistory", new GetWorkflowExecutionHistoryRequest
                {
                    Namespace = "default", Execution = new WorkflowExecution { WorkflowId = "w" },
                });
            // What the start of the service adds comes behind: a task that times out, and the next one.
            return [.. answer.History.Events.Select(one => one.ToByteString())];
        }
        catch (ServiceException none) when (none.Status == GrpcStatus.NotFound)
        {
            return [];
        }
    }
}
