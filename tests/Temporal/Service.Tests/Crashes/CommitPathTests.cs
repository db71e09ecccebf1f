using System.Collections.Concurrent;
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
                taken.Add((point, image, Copy(ledger)));
            },
        };
        await using (var service = await TestService.StartAsync(options)) await PlayAsync(service, ledger);

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
                await PlayAsync(failing, ledger);
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
            await PlaySmallAsync(service, new Ledger());
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

    /// <summary>Workflows with all kinds of writes, the last of them large enough for a checkpoint.</summary>
    private static async Task PlayAsync(TestService service, Ledger ledger)
    {
        await PlaySmallAsync(service, ledger);
        for (var i = 0; i < 4; i++) await SignalAsync(service, ledger, await StartAsync(service, ledger, $"big{i}"), 1_500_000);
    }

    private static async Task PlaySmallAsync(TestService service, Ledger ledger)
    {
        await SignalAsync(service, ledger, await StartAsync(service, ledger, "w"), 3);
        var task = await service.PollWorkflowAsync();
        await service.CompleteAsync(task, request => request.Commands.Add(
            [Commands.Activity("1"), Commands.Timer("t", TimeSpan.FromHours(1)), Commands.Child("child")]));
        ledger.Tasks[("w", task.StartedEventId)] = true;
        var activity = await service.PollActivityAsync();
        await service.CompleteAsync(activity, "made");
        ledger.Results[("w", "1")] = "made";
        await StartAsync(service, ledger, "v");
        await service.CallAsync<TerminateWorkflowExecutionResponse>(
            "TerminateWorkflowExecution", new TerminateWorkflowExecutionRequest
            {
                Namespace = "default", WorkflowExecution = new WorkflowExecution { WorkflowId = "v" },
            });
    }

    private static async Task<string> StartAsync(TestService service, Ledger ledger, string id)
    {
        ledger.Starts[id] = await service.StartAsync(id);
        return id;
    }

    private static async Task SignalAsync(TestService service, Ledger ledger, string id, int size)
    {
        await service.CallAsync<SignalWorkflowExecutionResponse>(
            "SignalWorkflowExecution", new SignalWorkflowExecutionRequest
            {
                Namespace = "default",
                WorkflowExecution = new WorkflowExecution { WorkflowId = id },
                SignalName = "s",
                Input = TestService.Text(new string('x', size)),
            });
        ledger.Signals[(id, id)] = true;
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

    private static Ledger Copy(Ledger ledger)
    {
        var copy = new Ledger();
        Into(copy.Starts, ledger.Starts);
        Into(copy.Signals, ledger.Signals);
        Into(copy.Results, ledger.Results);
        Into(copy.Tasks, ledger.Tasks);
        return copy;
    }

    private static void Into<TKey, TValue>(
        ConcurrentDictionary<TKey, TValue> target, ConcurrentDictionary<TKey, TValue> source)
        where TKey : notnull
    {
        foreach (var pair in source) target[pair.Key] = pair.Value;
    }
}
