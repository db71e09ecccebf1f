using System.Diagnostics;
using System.Text.Json;
using Pipelines.Activities.Models;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;

namespace Pipelines.Activities.Tests.Models;

public sealed class SqliteModelRegistryTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteModelRegistry _registry;

    public SqliteModelRegistryTests() =>
        _registry = new SqliteModelRegistry(_folder["registry.db"], new FixedTime(Now));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ListGroups_DamagedFile_NamesItAndSaysWhatToDo()
    {
        // Arrange
        await File.WriteAllTextAsync(_folder["registry.db"], new string('x', 8192), Cancel);

        // Act
        var refused = await Assert.ThrowsAsync<ModelRegistryException>(() => _registry.ListGroupsAsync(Cancel));

        // Assert
        Assert.Contains(_folder["registry.db"], refused.Message, StringComparison.Ordinal);
        Assert.Contains("put a copy back", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_TwoExecutions_AreNumberedInTheirGroup()
    {
        var first = await _registry.RegisterAsync(Request("run-1"), Cancel);
        var second = await _registry.RegisterAsync(Request("run-2"), Cancel);
        var elsewhere = await _registry.RegisterAsync(Request("run-1", step: "other", group: "other"), Cancel);

        Assert.Equal([1, 2, 1], [first.Version, second.Version, elsewhere.Version]);
    }

    [Fact]
    public async Task Register_SameExecutionAndStepAgain_ReturnsTheFirstVersion()
    {
        // Arrange
        var first = await _registry.RegisterAsync(Request("run-1"), Cancel);
        await _registry.RegisterAsync(Request("run-2"), Cancel);

        // Act
        var again = await _registry.RegisterAsync(Request("run-1"), Cancel);

        // Assert
        Assert.Equal(first.Version, again.Version);
        Assert.Equal(2, (await _registry.ListVersionsAsync("breast-cancer", Cancel)).Count);
    }

    [Fact]
    public async Task Find_Registered_HoldsAllThatWasSaid()
    {
        // Arrange
        await _registry.RegisterAsync(Request("run-1"), Cancel);

        // Act
        var version = (await _registry.FindAsync("breast-cancer", 1, Cancel))!;

        // Assert
        Assert.Equal(Request("run-1").Model, version.Model);
        Assert.Equal(Request("run-1").Context, version.Context);
        Assert.Equal(0.99, version.Metrics["auc"].GetDouble());
        Assert.Equal(("good-enough.then.register", ModelApproval.Pending, "best of three", Now), (version.Step, version.Approval, version.Note, version.Created));
        Assert.Null(version.Decision);
    }

    [Fact]
    public async Task Decide_ApprovedThenRejected_KeepsTheLastDecision()
    {
        // Arrange
        await _registry.RegisterAsync(Request("run-1"), Cancel);

        // Act
        var approved = await _registry.DecideAsync(
            "breast-cancer", 1, ModelApproval.Approved, "ada", "looks good", Cancel);
        var rejected = await _registry.DecideAsync("breast-cancer", 1, ModelApproval.Rejected, "grace", null, Cancel);

        // Assert
        Assert.Equal(new ModelDecision("ada", Now, "looks good"), approved.Decision);
        Assert.Equal(
            (ModelApproval.Rejected, new ModelDecision("grace", Now, null)), (rejected.Approval, rejected.Decision));
    }

    [Fact]
    public async Task Decide_UnknownVersion_IsRefused()
    {
        var error = await Assert.ThrowsAsync<ModelRegistryException>(
            () => _registry.DecideAsync("nothing", 7, ModelApproval.Approved, "ada", null, Cancel));

        Assert.Contains("'nothing' has no version 7", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListGroups_SomeApproved_NamesTheLatestOfEach()
    {
        // Arrange
        for (var i = 1; i <= 3; i++) await _registry.RegisterAsync(Request($"run-{i}"), Cancel);
        await _registry.DecideAsync("breast-cancer", 2, ModelApproval.Approved, "ada", null, Cancel);

        // Act
        var group = Assert.Single(await _registry.ListGroupsAsync(Cancel));

        // Assert
        Assert.Equal(new ModelGroup("breast-cancer", 3, 3, 2, Now), group);
    }

    [Fact]
    public async Task ListGroups_NothingRegisteredYet_IsEmptyAndMakesNoFile()
    {
        Assert.Empty(await _registry.ListGroupsAsync(Cancel));
        Assert.False(File.Exists(_folder["registry.db"]));
    }

    [Theory]
    [InlineData("", "pending")]
    [InlineData("../x", "pending")]
    [InlineData("fine", "maybe")]
    public async Task Register_MalformedGroupOrApproval_IsRefused(string group, string approval)
    {
        var request = Request("run-1", group: group) with { Approval = approval };

        await Assert.ThrowsAsync<ModelRegistryException>(() => _registry.RegisterAsync(request, Cancel));
    }

    [Fact]
    public async Task Register_ManyAtOnceThroughSeveralRegistries_GivesEveryNumberOnce()
    {
        // Arrange
        var registries = Enumerable.Range(0, 4).Select(_ => new SqliteModelRegistry(_folder["registry.db"], new FixedTime(Now))).ToList();

        // Act
        var versions = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(() => registries[i % 4].RegisterAsync(Request($"run-{i}"), Cancel))));

        // Assert
        Assert.Equal(Enumerable.Range(1, 24), versions.Select(version => version.Version).Order());
    }

    [Fact]
    public async Task Register_AnotherProcessHoldsTheFile_WaitsForIt()
    {
        // Arrange
        await _registry.RegisterAsync(Request("run-1"), Cancel);
        var script = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute('begin immediate'); print('held', flush=True); sys.stdin.readline(); c.execute('commit')";
        using var holder = Process.Start(new ProcessStartInfo("python3", ["-c", script, _folder["registry.db"]]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Assert.Equal("held", await holder.StandardOutput.ReadLineAsync(Cancel));

        // Act
        var waiting = Task.Run(() => _registry.RegisterAsync(Request("run-2"), Cancel), Cancel);
        Assert.False(waiting.IsCompleted);
        await holder.StandardInput.WriteLineAsync("go");
        var version = await waiting;

        // Assert
        Assert.Equal(2, version.Version);
        await holder.WaitForExitAsync(Cancel);
    }

    private static RegisterRequest Request(string execution, string step = "good-enough.then.register", string group = "breast-cancer") => new(
        new PipelineContext { Pipeline = "quickstart", Version = "sha256:1", ExecutionId = execution, ProjectDirectory = "/project" },
        step,
        group,
        new ArtifactReference("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", ArtifactKind.Model, "model", 3),
        "pending",
        new Dictionary<string, JsonElement> { ["auc"] = JsonSerializer.SerializeToElement(0.99) },
        "best of three");

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
