using Temporalio.Worker.Slots;

namespace Temporalio.Tests.Worker.Slots;

public sealed class PollGateTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Leave_ServiceAdvisesMore_OpensAsManyWithinTheMaximum()
    {
        // Arrange
        using var gate = PollGate.Scaling(1, 4, 2);
        await gate.EnterAsync(Cancel);

        // Act
        gate.Leave(new() { PollRequestDeltaSuggestion = 5 }, empty: false);

        // Assert: four may enter, the fifth waits.
        Assert.Equal(4, gate.Target);
        for (var poll = 0; poll < 4; poll++)
            await gate.EnterAsync(Cancel);
        Assert.False(gate.EnterAsync(Cancel).IsCompleted);
    }

    [Fact]
    public async Task Leave_ServiceAdvisesFewer_PollsThatAreOpenCloseFirst()
    {
        // Arrange
        using var gate = PollGate.Scaling(1, 4, 3);
        for (var poll = 0; poll < 3; poll++)
            await gate.EnterAsync(Cancel);

        // Act
        gate.Leave(new() { PollRequestDeltaSuggestion = -2 }, empty: false);
        gate.Leave(null, empty: false);

        // Assert: one is still open, and it is the one that may be.
        Assert.Equal(1, gate.Target);
        var next = gate.EnterAsync(Cancel);
        Assert.False(next.IsCompleted);
        gate.Leave(null, empty: false);
        await next;
    }

    [Fact]
    public async Task Leave_EmptyAnswers_CountOnlyFromAServiceThatAdvises()
    {
        // Arrange
        using var gate = PollGate.Scaling(1, 4, 3);

        // Act
        await gate.EnterAsync(Cancel);
        gate.Leave(null, empty: true);
        var without = gate.Target;
        await gate.EnterAsync(Cancel);
        gate.Leave(new() { PollRequestDeltaSuggestion = 1 }, empty: false);
        await gate.EnterAsync(Cancel);
        gate.Leave(null, empty: true);

        // Assert
        Assert.Equal(3, without);
        Assert.Equal(3, gate.Target);
    }
}
