using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Reading;

namespace Pipelines.Definitions.Checking;

/// <summary>The types behind <c>loop</c>.</summary>
internal static class LoopTypes
{
    private static readonly string[] OfRounds = ["state", "previous"];

    /// <summary>Returns the type inside a round.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="outer">The names around the step, with which its state begins.</param>
    /// <param name="unsure">The names in a round of whose state nothing is known.</param>
    /// <remarks>
    /// A part of the state keeps its first type when what follows has that type whatever the state was. <c>previous</c>
    /// is null in the first round, so nothing is known of it.
    /// </remarks>
    public static CelType Of(LoopDraft loop, TypeEnvironment outer, TypeEnvironment unsure)
    {
        var types = new Dictionary<string, CelType>(StringComparer.Ordinal);
        foreach (var state in loop.State)
        {
            var first = ValueDraftTypes.Of(state, outer);
            var next = loop.Next.FirstOrDefault(n => n.Name == state.Name);
            types[state.Name] = next is null || ValueDraftTypes.Of(next, unsure).Equals(first) ? first : CelType.Dyn;
        }

        return Make(types);
    }

    /// <summary>Returns the type inside a round when nothing is known of the state but its names.</summary>
    public static CelType Unsure(LoopDraft loop) =>
        Make(loop.State.ToDictionary(s => s.Name, _ => CelType.Dyn, StringComparer.Ordinal));

    /// <summary>Returns the type inside an item: state and previous are those of a loop around it.</summary>
    public static CelType OfItem(TypeEnvironment outer)
    {
        var known = (outer.Find("loop") as CelType.Record)?.Fields;
        var fields = new Dictionary<string, CelType>(StringComparer.Ordinal) { ["index"] = CelType.Int };
        foreach (var name in OfRounds) fields[name] = known?.GetValueOrDefault(name) ?? CelType.Dyn;
        return CelType.RecordOf(fields);
    }

    private static CelType Make(IReadOnlyDictionary<string, CelType> state) => CelType.RecordOf(
        new Dictionary<string, CelType>(StringComparer.Ordinal)
        {
            ["index"] = CelType.Int,
            ["state"] = CelType.RecordOf(state),
            ["previous"] = CelType.Dyn,
        });
}
