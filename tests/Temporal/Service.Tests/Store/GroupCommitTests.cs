using System.Diagnostics.CodeAnalysis;
using Temporalio.Service.Store;

namespace Temporalio.Service.Tests.Store;

public sealed class GroupCommitTests
{
    [Fact]
    public async Task Enqueue_WhileACommitRuns_TheRestSharesTheNextOne()
    {
        // Arrange: the first transaction stands still until all writes wait.
        using var release = new ManualResetEventSlim();
        using var standing = new ManualResetEventSlim();
        var transactions = 0;
        using var directory = new TestDirectory();
        using var store = SqliteStore.Open(directory.File("t.db"), point =>
        {
            if (point != CrashPoint.TransactionOpened) return;
            transactions++;
            standing.Set();
            release.Wait(TestContext.Current.CancellationToken);
        });
        using var commit = new GroupCommit(store, _ => { });
        var writes = Enumerable.Range(1, 50).Select(number => TestWrite.Begin(number, $"w{number}")).ToList();
        commit.Enqueue(writes[0]);
        standing.Wait(TestContext.Current.CancellationToken);

        // Act
        foreach (var write in writes.Skip(1)) commit.Enqueue(write);
        release.Set();
        await Task.WhenAll(writes.Select(write => write.Done));

        // Assert
        Assert.Equal(2, transactions);
        Assert.Equal(50, store.UnsettledRuns().Count);
    }

    [Fact]
    public async Task Enqueue_CommitFails_AllWaitersAndLaterOnesFailAndNothingIsTriedAgain()
    {
        // Arrange
        var failures = new List<Exception>();
        var attempts = 0;
        using var directory = new TestDirectory();
        using var store = SqliteStore.Open(directory.File("t.db"), point =>
        {
            if (point != CrashPoint.BeforeCommit) return;
            attempts++;
            throw new StoreException("the disk is gone", 10);
        });
        using var commit = new GroupCommit(store, failures.Add);
        var lost = TestWrite.Begin(1, "a");

        // Act
        commit.Enqueue(lost);
        var first = await Assert.ThrowsAsync<StoreException>(() => lost.Done);
        var late = TestWrite.Begin(2, "b");
        commit.Enqueue(late);
        await Assert.ThrowsAsync<StoreException>(() => late.Done);

        // Assert
        Assert.Equal("the disk is gone", first.Message);
        Assert.Equal([first], failures);
        Assert.Equal(1, attempts);
    }

    /// <summary>Stops at every point of the commit path, three times each, and looks at what the disk holds
    /// then.</summary>
    [Theory]
    [MemberData(nameof(Points))]
    [SuppressMessage("Usage", "xUnit1045", Justification = "an enum that is internal")]
    public async Task Crash_AtAnyPoint_KeepsWhatWasAcknowledgedAndWholeTransitionsOnly(int at, int visit)
    {
        // Arrange
        var point = (CrashPoint)at;
        using var directory = new TestDirectory();
        using var image = new TestDirectory();
        var acknowledged = new List<long>();
        long[]? acknowledgedAtCrash = null;
        var visits = 0;
        var live = directory.File("live");
        Directory.CreateDirectory(live);
        using (var store = SqliteStore.Open(Path.Combine(live, "t.db"), Crash))
        using (var commit = new GroupCommit(store, _ => { }, Crash))
        {
            // Act
            for (var number = 1; number <= 6; number++)
            {
                var begin = TestWrite.Begin(number, $"w{number}");
                var append = TestWrite.Append(number, 3, 4);
                commit.Enqueue(begin, append);
                try
                {
                    await append.Done;
                    lock (acknowledged) acknowledged.Add(number);
                }
                catch (InvalidOperationException)
                {
                    break;
                }
            }
        }

        // Assert
        Assert.NotNull(acknowledgedAtCrash);
        using var after = SqliteStore.Open(image.File("t.db"));
        var found = after.UnsettledRuns().Select(run => run.Number).ToList();
        Assert.Subset(found.ToHashSet(), acknowledgedAtCrash.ToHashSet());
        Assert.All(found, number => Assert.Equal([1, 2, 3, 4], after.Events(number, 1).Select(one => one.EventId)));
        Assert.Equal(Enumerable.Range(1, found.Count).Select(number => (long)number), found);

        void Crash(CrashPoint here)
        {
            if (here != point || ++visits != visit) return;
            lock (acknowledged) acknowledgedAtCrash = [.. acknowledged];
            TestDirectory.Copy(live, image.Path);
            throw new InvalidOperationException("crash");
        }
    }

    public static TheoryData<int, int> Points()
    {
        var points = new TheoryData<int, int>();
        foreach (var point in Enum.GetValues<CrashPoint>().Where(point => point != CrashPoint.AfterCheckpoint))
        {
            for (var visit = 1; visit <= 3; visit++) points.Add((int)point, visit);
        }

        return points;
    }
}
