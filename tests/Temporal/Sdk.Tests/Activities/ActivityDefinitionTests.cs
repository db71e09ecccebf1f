using Temporalio.Activities;
using Temporalio.Converters;

namespace Temporalio.Tests.Activities;

public sealed class ActivityDefinitionTests
{
    [Fact]
    public async Task CreateAll_Instance_NamesAndCallsItsMethods()
    {
        // Arrange
        var definitions = ActivityDefinition.CreateAll(new Sample(10)).ToDictionary(found => found.Name ?? "(dynamic)");

        // Act
        var sum = await definitions["Add"].InvokeAsync([1]);
        var named = await definitions["other"].InvokeAsync([]);
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => definitions["Throw"].InvokeAsync([]));

        // Assert
        Assert.Equal(["(dynamic)", "Add", "Throw", "other"], definitions.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(13, sum);
        Assert.IsType<ValueTuple>(named);
        Assert.Equal("as it is", thrown.Message);
    }

    [Fact]
    public void Create_LambdaWithoutName_Throws() => Assert.Throws<ArgumentException>(() =>
        ActivityDefinition.Create([Activity] () => 1));

    [Fact]
    public void Create_WhatNobodyCanWaitFor_IsRefused()
    {
        // Act
        var value = Assert.Throws<ArgumentException>(
            () => ActivityDefinition.Create([Activity("value")] () => ValueTask.CompletedTask));
        var number = Assert.Throws<ArgumentException>(() => ActivityDefinition.CreateAll(typeof(NumberLater), null));
        var never = Assert.Throws<ArgumentException>(() => ActivityDefinition.CreateAll(typeof(NobodyWaits), null));

        // Assert
        Assert.Contains("return Task", value.Message, StringComparison.Ordinal);
        Assert.Contains("'Number' returns", number.Message, StringComparison.Ordinal);
        Assert.Contains("'Forget' is async void", never.Message, StringComparison.Ordinal);
    }

    private static class NumberLater
    {
        [Activity]
        public static ValueTask<int> Number() => new(1);
    }

    private static class NobodyWaits
    {
        [Activity]
        public static async void Forget() => await Task.Yield();
    }

    private sealed class Sample(int start)
    {
        [Activity]
        public async Task<int> AddAsync(int number, int more = 2)
        {
            await Task.Yield();
            return start + number + more;
        }

        [Activity("other")]
        public static async Task NamedAsync() => await Task.Yield();

        [Activity]
        public int Throw() => throw new InvalidOperationException($"as it is{(start > 0 ? string.Empty : "!")}");

        [Activity(Dynamic = true)]
        public int Any(IRawValue[] args) => args.Length + start;
    }
}
