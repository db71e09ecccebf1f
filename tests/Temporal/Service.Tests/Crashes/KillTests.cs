using Temporalio.Service.Store;
using Temporalio.Service.Tests.Frontend;
using Temporalio.Service.Tests.Store;

namespace Temporalio.Service.Tests.Crashes;

/// <summary>
/// The process of the service is killed at random points under load, 200 times in all. A ledger outside of it knows
/// what it acknowledged: none of that may be lost, no recorded result may change, and all executions must end.
/// </summary>
public sealed class KillTests
{
    private const int Kills = 50;
    private const int MostBetween = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Kill_AtRandomPointsUnderLoad_LosesNothingThatWasAcknowledged(int seed)
    {
        // Arrange
        var random = new Random(seed);
        using var directory = new TestDirectory();
        var ledger = new Ledger();
        using var connection = new Connection();
        await using (var load = new Load(connection, ledger, $"w{seed}-"))
        {
            // Act
            for (var kill = 0; kill < Kills; kill++)
            {
                using var service = await ServiceProcess.StartAsync(directory.Path);
                var reached = Reached(ledger, ledger.Count + random.Next(1, MostBetween));
                connection.Up(service);
                await service.UntilAsync(reached);
                await service.KillAsync();
                connection.Down();
            }

            using var last = await ServiceProcess.StartAsync(directory.Path);
            connection.Up(last);
            await last.UntilAsync(load.DrainAsync());
            await last.KillAsync();
        }

        // Assert
        await using var after = await TestService.StartAsync(
            new TemporalServiceOptions { StateDirectory = directory.Path });
        Assert.Equal([], await LedgerCheck.FaultsAsync(after, ledger, mustHaveEnded: true));
        Assert.True(ledger.Starts.Count > Kills / 2, $"only {ledger.Starts.Count} workflows ran");
        using var database = SqliteDatabase.Open(directory.File("temporal.db"));
        Assert.Equal("ok", database.Scalar("pragma integrity_check"));
    }

    [Fact]
    public async Task Write_DiskIsFull_AcknowledgesNothingFalseAndGoesOnWhenThereIsRoom()
    {
        // Arrange
        using var directory = new TestDirectory();
        var ledger = new Ledger();
        using var connection = new Connection();
        await using (var load = new Load(connection, ledger, "w"))
        {
            // Act
            using (var full = await ServiceProcess.StartAsync(directory.Path, mostFileBlocks: 2_048))
            {
                connection.Up(full);
                await full.ExitedAsync();
                connection.Down();
            }

            using var roomy = await ServiceProcess.StartAsync(directory.Path);
            connection.Up(roomy);
            await roomy.UntilAsync(load.DrainAsync());
        }

        // Assert
        await using var after = await TestService.StartAsync(
            new TemporalServiceOptions { StateDirectory = directory.Path });
        Assert.Equal([], await LedgerCheck.FaultsAsync(after, ledger, mustHaveEnded: true));
        Assert.True(ledger.Count > 20, $"the disk was full after {ledger.Count} calls");
    }

    private static Task Reached(Ledger ledger, int count)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ledger.OnAcknowledged = now =>
        {
            if (now >= count) reached.TrySetResult();
        };
        return reached.Task;
    }
}
