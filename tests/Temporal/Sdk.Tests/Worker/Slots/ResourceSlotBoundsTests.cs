using Temporalio.Worker.Slots;
using Temporalio.Worker.Tuning;

namespace Temporalio.Tests.Worker.Slots;

public sealed class ResourceSlotBoundsTests
{
    private static readonly ResourceSlotBounds Bounds = new(2, 10, TimeSpan.FromMilliseconds(50), 0.8, 0.9);

    [Theory]
    [InlineData(0, 0, 1.0, 1.0, true)] // the minimum is given whatever the use is
    [InlineData(1, 0, 1.0, 1.0, true)]
    [InlineData(2, 100, 0.5, 0.5, true)]
    [InlineData(2, 49, 0.5, 0.5, false)] // too soon after the last
    [InlineData(2, 100, 0.8, 0.5, false)]
    [InlineData(2, 100, 0.5, 0.9, false)]
    [InlineData(9, 100, 0.5, 0.5, true)]
    [InlineData(10, 100, 0.0, 0.0, false)]
    public void Allow_GivenSlotsTimeAndUse_KeepsToBoundsAndTargets(
        int given, int milliseconds, double memory, double cpu, bool expected) =>
        Assert.Equal(expected, Bounds.Allow(given, TimeSpan.FromMilliseconds(milliseconds), memory, cpu));

    [Fact]
    public void Of_NothingSet_HasTheDefaultsOfItsKind()
    {
        // Arrange
        var supplier = new ResourceBasedSlotSupplier(new(), new(0.5, 0.6));

        // Act
        var workflow = ResourceSlotBounds.Of(supplier, SlotType.Workflow);
        var activity = ResourceSlotBounds.Of(supplier, SlotType.Activity);

        // Assert
        Assert.Equal(new(5, 500, TimeSpan.Zero, 0.5, 0.6), workflow);
        Assert.Equal(new(1, 500, TimeSpan.FromMilliseconds(50), 0.5, 0.6), activity);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(0.5, 1.1)]
    public void Create_ShareThatIsNone_Throws(double memory, double cpu) => Assert.Throws<ArgumentOutOfRangeException>(
        () => WorkerTuner.CreateResourceBased(memory, cpu));

    [Fact]
    public void Of_MaximumBelowMinimum_Throws() => Assert.Throws<ArgumentException>(() => ResourceSlotBounds.Of(
        new(new(MinimumSlots: 5, MaximumSlots: 4), new(0.5, 0.5)), SlotType.Activity));
}
