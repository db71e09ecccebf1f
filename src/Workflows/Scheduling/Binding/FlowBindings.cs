using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Expressions;

namespace Pipelines.Workflows.Scheduling.Binding;

/// <summary>What names mean in one frame.</summary>
/// <param name="state">The state.</param>
/// <param name="frame">The frame.</param>
/// <param name="own">A name that comes before all others; null for none.</param>
internal sealed class FlowBindings(FlowState state, Frame frame, KeyValuePair<string, Value>? own = null) : IBindings
{
    /// <inheritdoc/>
    public bool TryGet(string name, [NotNullWhen(true)] out Value? value)
    {
        value = Local(name) ?? name switch
        {
            "parameters" => state.Parameters,
            "steps" => new Value.Map(new LazyMap(VisibleNames(), step => Find(step) is { } key ? StepOf(key) : null)),
            "execution" => Execution(),
            "pipeline" => Value.Of(
            [
                KeyValuePair.Create("name", Value.Of(state.Run.Context.Pipeline)),
                KeyValuePair.Create("version", Value.Of(state.Run.Context.Version)),
            ]),
            "env" => Value.Of((state.Run.Env ?? NoEnv).Select(
                variable => KeyValuePair.Create(variable.Key, Value.Of(variable.Value)))),
            _ => null,
        };
        return value is not null;
    }

    private static IReadOnlyDictionary<string, string> NoEnv => FrozenDictionary<string, string>.Empty;

    private Value? Local(string name)
    {
        if (own is { } first && first.Key == name) return first.Value;
        for (var place = frame; ; place = state.Frames[place.Scope.Value])
        {
            if (place.Values?.Find(name) is { } value) return value;
            if (place.Scope is null) return null;
        }
    }

    // Inside a nested pipeline it is that pipeline's status, not yet the one of the step that holds it.
    private StepStatus Status()
    {
        var place = frame;
        while (place.Scope is { } outer) place = state.Frames[outer];
        return place.Owner is { } nested && state[nested].Work is StepWork.Stages stages ? stages.Status : state.Status;
    }

    /// <summary>Says more when one of the paths reads a step that has no outputs; empty otherwise.</summary>
    public string Explain(IEnumerable<Reference> references)
    {
        foreach (var reference in references)
        {
            if (reference.Root != "steps" || reference.Path.IsEmpty || Find(reference.Path[0]) is not { } key) continue;
            if (reference.Path.Length > 1 && reference.Path[1] is not ("outputs" or "metrics")) continue;
            var slot = state[key];
            if (slot.Status == StepStatus.Failed)
            {
                return $" (step '{state.Frames[key.Frame].PathOf(key.Index)}' failed and has no outputs: "
                    + $"{slot.Error?.Type}: {slot.Error?.Message})";
            }

            if (!slot.IsDone && StateView.SkippedBy(state.Frames[key.Frame], key.Index) is null)
            {
                return $" (step '{state.Frames[key.Frame].PathOf(key.Index)}' is not done; add it to 'needs')";
            }
        }

        return "";
    }

    private Value StepOf(StepKey key) => StepValue.Of(
        state.StepOf(key), state[key], StateView.SkippedBy(state.Frames[key.Frame], key.Index));

    private StepKey? Find(string name)
    {
        for (var place = frame; ; place = state.Frames[place.Scope.Value])
        {
            if (place.Block.Indexes.TryGetValue(name, out var index)) return new StepKey(place.Id, index);
            if (place.Scope is null) return null;
        }
    }

    private NameCollection VisibleNames() => new(() =>
    {
        var names = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var place = frame; ; place = state.Frames[place.Scope.Value])
        {
            names.AddRange(place.Block.Steps.Select(step => step.Name).Where(seen.Add));
            if (place.Scope is null) return names;
        }
    });

    private Value Execution()
    {
        var start = state.StartTime.ToUniversalTime() - DateTimeOffset.UnixEpoch;
        var seconds = (long)Math.Floor(start.TotalSeconds);
        var rest = (start.Ticks - (seconds * TimeSpan.TicksPerSecond)) * TimeSpan.NanosecondsPerTick;
        return Value.Of(
        [
            KeyValuePair.Create("id", Value.Of(state.Run.Context.ExecutionId)),
            KeyValuePair.Create("name", Value.Of(state.Run.Context.ExecutionId)),
            KeyValuePair.Create("status", Value.Of(Status().ToString())),
            KeyValuePair.Create("startTime", (Value)new Value.Timestamp(seconds, (int)rest)),
        ]);
    }
}
