using System.Text.Json;
using Pipelines.Definitions.Expressions;

namespace Pipelines.Workflows.Scheduling.Binding;

/// <summary>The names that blocks bring with them.</summary>
internal static class BlockValues
{
    /// <summary><c>loop</c> in a round.</summary>
    public static KeyValuePair<string, Value> OfRound(StepWork.Rounds work) => KeyValuePair.Create("loop", Value.Of(
    [
        KeyValuePair.Create("index", Value.Of((long)work.Round)),
        KeyValuePair.Create("state", Of(work.State)),
        KeyValuePair.Create("previous", work.Previous is { } previous ? Of(previous) : Value.NullValue),
    ]));

    /// <summary>The names in an item's block.</summary>
    /// <param name="name">What the item is called.</param>
    /// <param name="item">The item.</param>
    /// <param name="number">Its number from 0.</param>
    /// <param name="around">What <c>loop</c> is around the foreach; null for none.</param>
    public static FrameValues OfItem(string name, JsonElement item, int number, Value? around)
    {
        var loop = new List<KeyValuePair<string, Value>> { KeyValuePair.Create("index", Value.Of((long)number)) };
        foreach (var field in new[] { "state", "previous" })
        {
            if (around is Value.Map map && map.TryGet(field, out var value))
                loop.Add(KeyValuePair.Create(field, value));
        }

        return new FrameValues { As = name, Item = ValueJson.Read(item), Loop = Value.Of(loop) };
    }

    /// <summary>The names that a nested pipeline begins with.</summary>
    /// <param name="state">The state.</param>
    /// <param name="owner">The step.</param>
    /// <param name="parameters">Its parameters.</param>
    public static FrameValues OfPipeline(
        FlowState state, StepKey owner, IReadOnlyDictionary<string, JsonElement> parameters)
    {
        var pipeline = ((Compiled.CompiledStep.Nested)state.StepOf(owner)).Of.Pipeline;
        return new FrameValues
        {
            Parameters = ParameterValues.Of(pipeline.Parameters, parameters),
            Pipeline = Value.Of(
            [
                KeyValuePair.Create("name", Value.Of(pipeline.Name)),
                KeyValuePair.Create("version", Value.Of(pipeline.Digest)),
            ]),
        };
    }

    private static Value Of(IReadOnlyDictionary<string, JsonElement> values) =>
        Value.Of(values.Select(named => KeyValuePair.Create(named.Key, ValueJson.Read(named.Value))));
}
