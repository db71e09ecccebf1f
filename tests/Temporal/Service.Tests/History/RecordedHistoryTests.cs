
namespace Temporalio.Service.Tests.History;

public sealed class RecordedHistoryTests
{
    public static TheoryData<string> Recordings() => [.. RecordedHistory.Names()];

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Decisions_InputsOfARealServer_WriteTheEventsThatItWrote(string recording)
    {
        // Arrange
        var recorded = RecordedHistory.Load(recording);

        // Act
        var run = RecordedRun.Drive(recorded, static _ => { });

        // Assert
        Assert.Equal(recorded.Select(RecordedHistory.Comparable), run.Events.Select(RecordedHistory.Comparable));
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Restore_AfterEveryInput_GivesTheLiveState(string recording)
    {
        // Arrange
        var recorded = RecordedHistory.Load(recording);

        // Act, Assert: a crash after any input loses nothing
        RecordedRun.Drive(recorded, static run => run.AssertRestores());
    }
}
