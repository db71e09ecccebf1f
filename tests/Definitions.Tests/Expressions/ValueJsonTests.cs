using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Pipelines.Definitions.Expressions;

namespace Pipelines.Definitions.Tests.Expressions;

public sealed class ValueJsonTests
{
    [Theory]
    [InlineData("""{"a":[1,1.0,-0.5,1e+300,"x",true,null],"b":{}}""")]
    [InlineData("[9223372036854775807,18446744073709551615]")]
    [InlineData("""{"$artifact":{"digest":"ab","size":3}}""")]
    public void Read_ThenWrite_GivesTheSame(string json) =>
        Assert.Equal(
            json.Replace("e+", "E+", StringComparison.Ordinal),
            ValueJson.ToText(ValueJson.Read(JsonElement.Parse(json))));

    [Fact]
    public void Read_Numbers_AreIntUnlessTheyHaveAPoint()
    {
        Assert.Equal(Value.Of(1L), ValueJson.Read(JsonElement.Parse("1")));
        Assert.Equal(Value.Of(1.0), ValueJson.Read(JsonElement.Parse("1.0")));
        Assert.Equal(new Value.UInt(18446744073709551615), ValueJson.Read(JsonElement.Parse("18446744073709551615")));
        Assert.Equal(Value.Of(1e30), ValueJson.Read(JsonElement.Parse("1e30")));
    }

    [Fact]
    public void Read_DeclaredTypes_ShapeTheNumbers()
    {
        // Arrange
        var type = CelType.RecordOf(new Dictionary<string, CelType>
        {
            ["rates"] = CelType.List(CelType.Double),
            ["n"] = CelType.Int,
            ["at"] = CelType.Timestamp,
        });

        // Act
        var value = (Value.Map)ValueJson.Read(JsonElement.Parse("""{"rates": [1, 0.5], "n": 3.0, "at": "2026-01-31T12:00:00Z", "x": 1}"""), type);

        // Assert
        Assert.Equal("""{"rates":[1.0,0.5],"n":3,"at":"2026-01-31T12:00:00Z","x":1}""", ValueJson.ToText(value));
        Assert.True(value.TryGet("at", out var at) && at is Value.Timestamp);
    }

    [Fact]
    public void Map_OwnEntries_AreAskedOnlyForWhatIsRead()
    {
        // Arrange
        var steps = new CountedEntries();
        var names = new Bindings(new Dictionary<string, Value> { ["steps"] = new Value.Map(steps) });

        // Act
        var outcome = Evaluator.Evaluate(Given.Expression("steps.step-7 + steps['step-8']"), names);

        // Assert
        Assert.Equal("15", Given.Shown(outcome));
        Assert.Equal(["step-7", "step-8"], steps.Asked);
    }

    /// <summary>Ten thousand steps whose values are made when they are asked for.</summary>
    private sealed class CountedEntries : IMapEntries
    {
        public List<string> Asked { get; } = [];

        public int Count => 10_000;

        public long Weight => 10_000;

        public bool TryGet(Value key, [NotNullWhen(true)] out Value? value)
        {
            var name = ((Value.Text)key).Content;
            Asked.Add(name);
            value = Value.Of(long.Parse(name["step-".Length..], CultureInfo.InvariantCulture));
            return true;
        }

        public IEnumerator<KeyValuePair<Value, Value>> GetEnumerator() =>
            throw new InvalidOperationException("Nothing here goes through all steps.");

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    [Theory]
    [InlineData("b'ab'", "\"YWI=\"")]
    [InlineData("timestamp('2026-01-31T12:00:00.5+01:00')", "\"2026-01-31T11:00:00.5Z\"")]
    [InlineData("duration('1h1.5s')", "\"3601.5s\"")]
    [InlineData("0.0 / 0.0", "\"NaN\"")]
    [InlineData("{1: 'a', true: 'b'}", """{"1":"a","true":"b"}""")]
    [InlineData("optional.none()", "null")]
    [InlineData("type(1)", "\"int\"")]
    public void Write_ValuesThatJsonLacks_BecomeText(string text, string json) =>
        Assert.Equal(json, Given.Answer(text));
}
