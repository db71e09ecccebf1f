using Temporalio.Service.Store;

namespace Temporalio.Service.Tests.Store;

public sealed class StateDirectoryTests
{
    [Fact]
    public async Task StartAsync_LockCannotBeOpened_SaysWhyInsteadOfInUse()
    {
        // Arrange: a link that leads to itself is no file, and nobody holds it.
        var directory = Directory.CreateTempSubdirectory("temporal-");
        File.CreateSymbolicLink(Path.Combine(directory.FullName, "lock"), "lock");

        // Act
        var fault = await Assert.ThrowsAnyAsync<IOException>(
            () => TemporalService.StartAsync(new() { StateDirectory = directory.FullName }, TestContext.Current.CancellationToken));

        // Assert
        Assert.IsNotType<StateDirectoryInUseException>(fault);
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task StartAsync_DirectoryInUse_NamesTheHolder()
    {
        // Arrange
        using var directory = new TestDirectory();
        var options = new TemporalServiceOptions { StateDirectory = directory.File("state") };
        await using var holder = await TemporalService.StartAsync(options, TestContext.Current.CancellationToken);
        var endpoint = await holder.ListenAsync(0, TestContext.Current.CancellationToken);

        // Act
        var refusal = await Assert.ThrowsAsync<StateDirectoryInUseException>(
            () => TemporalService.StartAsync(options, TestContext.Current.CancellationToken));

        // Assert
        Assert.Equal((Environment.ProcessId, endpoint.Address), (refusal.Holder?.ProcessId, refusal.Holder?.Address));
        Assert.Contains($"process {Environment.ProcessId}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(endpoint.Address, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Take_HolderIsGone_TakesTheDirectory()
    {
        // Arrange
        using var directory = new TestDirectory();
        var path = directory.File("state");
        StateDirectory.Take(path, DateTimeOffset.UnixEpoch).Dispose();

        // Act
        using var taken = StateDirectory.Take(path, DateTimeOffset.UnixEpoch);

        // Assert
        Assert.Equal(path, taken.Path);
    }
}
