using Temporalio.Api.Workflow.V1;
using Temporalio.Service.History;
using Temporalio.Service.Store;

namespace Temporalio.Service.Tests.Store;

/// <summary>Both stores must answer alike.</summary>
public sealed class StoreTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Events_FromTheMiddle_AreThoseFromThatIdOn(bool onDisk)
    {
        // Arrange
        using var directory = new TestDirectory();
        using var store = Open(onDisk, directory);
        store.Commit(
            [TestWrite.Begin(1, "a"), TestWrite.Begin(2, "b"), TestWrite.Append(1, 3, 4, 5), TestWrite.Append(1, 6)]);

        // Act
        var whole = store.Events(1, 1).Select(one => one.EventId);
        var part = store.Events(1, 4).Select(one => one.EventId);

        // Assert
        Assert.Equal([1, 2, 3, 4, 5, 6], whole);
        Assert.Equal([4, 5, 6], part);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Facts_PutReplacedAndRemoved_AreWhatIsLeft(bool onDisk)
    {
        // Arrange
        using var directory = new TestDirectory();
        using var store = Open(onDisk, directory);
        store.Commit([TestWrite.Begin(1, "a")]);

        // Act
        store.Commit([Facts(1, ("x", "1"), ("y", "1"))]);
        store.Commit([Facts(1, ("x", "2"), ("y", null))]);

        // Assert
        var left = Assert.Single(store.Facts(1));
        Assert.Equal(("x", "2"), (left.Key, left.Data.ToStringUtf8()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Runs_ClosedSettledDeleted_AreFoundAsTheyStand(bool onDisk)
    {
        // Arrange
        using var directory = new TestDirectory();
        using var store = Open(onDisk, directory);
        var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        store.Commit(
            [TestWrite.Begin(1, "a"), TestWrite.Begin(2, "a"), TestWrite.Begin(3, "b"), TestWrite.Begin(4, "c")]);

        // Act
        store.Commit([
            new TestWrite { Run = 1, Ended = End(at), Settled = true },
            new TestWrite { Run = 2, Ended = End(at.AddHours(1)) },
            new TestWrite { Run = 3, Deleted = true }]);

        // Assert
        Assert.Equal([2, 4], store.UnsettledRuns().Select(run => run.Number));
        Assert.Equal(2, store.NewestRun("default", "a")!.Number);
        Assert.Null(store.NewestRun("default", "b"));
        Assert.Equal([1, 2], store.ClosedRuns("default").Select(run => run.Number).Order());
        Assert.Equal([1], store.ClosedBefore("default", at.AddMinutes(1)).Select(run => run.Number));
        Assert.Empty(store.Events(3, 1));
        Assert.Equal(4, store.LastRunNumber());
    }

    [Fact]
    public void Open_FileOfANewerLayout_IsRefusedWithBothNumbers()
    {
        // Arrange
        using var directory = new TestDirectory();
        SqliteStore.Open(directory.File("t.db")).Dispose();
        using (var database = SqliteDatabase.Open(directory.File("t.db"))) database.Execute("pragma user_version=99");

        // Act
        var refusal = Assert.Throws<StoreException>(() => SqliteStore.Open(directory.File("t.db")));

        // Assert
        Assert.Contains("has layout 99; this program writes 3", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "drop table schedules; drop table documents;")]
    [InlineData(2, "drop table documents;")]
    public void Open_FileOfAnOlderLayout_KeepsItsRunsAndTakesWhatIsNew(int layout, string undo)
    {
        // Arrange: the first layout had no schedules, the second no documents
        using var directory = new TestDirectory();
        using (var first = SqliteStore.Open(directory.File("t.db"))) first.Commit([TestWrite.Begin(1, "a")]);
        using (var database = SqliteDatabase.Open(directory.File("t.db")))
            database.Execute($"{undo} pragma user_version={layout}");

        // Act
        using var store = SqliteStore.Open(directory.File("t.db"));
        store.Commit(
            [new TestWrite { Schedule = ("default", "s", [1, 2]), Document = ("default", "kind", "d", [3]) }]);

        // Assert
        Assert.Equal(1, store.NewestRun("default", "a")?.Number);
        Assert.Equal([("default", "s")], store.Schedules().Select(one => (one.Namespace, one.Id)));
        Assert.Equal([("default", "d")], store.Documents("kind").Select(one => (one.Namespace, one.Id)));
    }

    [Fact]
    public void Open_NewFile_BelongsToItsOwnerAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes");
            return;
        }

        // Arrange
        using var directory = new TestDirectory();

        // Act
        using var store = SqliteStore.Open(directory.File("t.db"));
        store.Commit([TestWrite.Begin(1, "a")]);

        // Assert
        foreach (var file in Directory.GetFiles(directory.Path))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    private static IStore Open(bool onDisk, TestDirectory directory) =>
        onDisk ? SqliteStore.Open(directory.File("t.db")) : new MemoryStore();

    private static RunEnd End(DateTimeOffset at) => new(2, at, new WorkflowExecutionInfo { HistoryLength = 7 });

    private static TestWrite Facts(long run, params (string Key, string? Value)[] facts) => new()
    {
        Run = run,
        Facts = [.. facts.Select(
            fact => new Fact(fact.Key, fact.Value is null ? null : new FactBody.Text(fact.Value)))],
    };
}
