using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Model;

namespace Pipelines.Workflows.Tests.Properties.Oracle;

/// <content>Steps with blocks. What is evaluated before the first block is opened is evaluated before the function is returned.</content>
internal sealed partial class Reference
{
    private Func<Limits, StepRecord> Branch(StepDefinition.Condition condition, string path, Scope scope, long ready)
    {
        var taken = condition.Branches.FirstOrDefault(branch => branch.If is null || scope.IsTrue(branch.If));
        if (taken is null) return _ => new StepRecord(StepStatus.Succeeded, ready);
        return limits =>
        {
            var end = Block(taken.Block, $"{path}.{taken.Word}.", scope.Inside(), ready, limits);
            return Ended(end, path, () => end.Inside.Json(taken.Block.Outputs));
        };
    }

    private Func<Limits, StepRecord> Loop(StepDefinition.Loop loop, string path, Scope scope, long ready)
    {
        var initial = scope.Json(loop.State);
        var maximum = loop.Maximum is { } template ? Whole(scope.Evaluate(template)) : long.MaxValue;
        return limits =>
        {
            var (at, state) = (ready, initial);
            Dictionary<string, JsonElement>? previous = null;
            for (var round = 0; ; round++)
            {
                var inside = scope.Inside(RoundOf(round, state, previous));
                var succeeded = new StepRecord(StepStatus.Succeeded, at) { Outputs = previous ?? [] };
                try
                {
                    if (loop.While is { } test && !inside.IsTrue(test)) return succeeded;
                }
                catch (ExpressionFailedException)
                {
                    return Failed(at, "ExpressionFailed", path);
                }

                if (round >= maximum)
                {
                    var asks = loop.While is not null || loop.Until is not null;
                    return asks && loop.OnMaximum == OnMaximum.Fail ? Failed(at, "MaximumReached", path) : succeeded;
                }

                if (!limits.MayStart(path, at)) return new StepRecord(StepStatus.Stopped, at);
                var end = Block(loop.Block, $"{path}[{round}].", inside, at, limits);
                at = end.End;
                var isDone = false;
                var record = Ended(end, path, () =>
                {
                    var outputs = end.Inside.Json(loop.Block.Outputs);
                    var next = end.Inside.Json(loop.Next);
                    state = state.Where(old => !next.ContainsKey(old.Key)).Concat(next).ToDictionary();
                    var after = new Scope(end.Inside) { Names = end.Inside.Names.SetItems([RoundOf(round, state, previous)]) };
                    isDone = loop.Until is { } until && after.IsTrue(until);
                    return previous = outputs;
                });
                if (isDone || record.Status != StepStatus.Succeeded) return record;
            }
        };
    }

    private Func<Limits, StepRecord> ForEach(StepDefinition.ForEach each, string path, Scope scope, long ready)
    {
        var items = each.Items is { } template ? ListOf(scope.Evaluate(template)) : Combinations(each.Matrix!, scope);
        return limits =>
        {
            var places = new PriorityQueue<BlockEnd?, long>();
            for (var place = 0; place < Math.Min(each.Parallelism ?? int.MaxValue, items.Count); place++) places.Enqueue(null, ready);
            var ends = new List<BlockEnd>();
            var outputs = each.Block.Outputs.Keys.ToDictionary(name => name, _ => new List<JsonElement>());
            for (var number = 0; number < items.Count; number++)
            {
                places.TryDequeue(out var before, out var at);
                var isBroken = before is { Failure: not null } or { IsUnfinished: true };
                if ((isBroken && scope.Mode != FailureMode.ContinueIndependent) || !limits.MayStart($"{path}[{number}]", at))
                {
                    ends.Add(new BlockEnd(at, scope) { IsUnfinished = true });
                    break;
                }

                var inside = scope.Inside(LoopOf(scope, number), KeyValuePair.Create(each.As, items[number]));
                var end = Block(each.Block, $"{path}[{number}].", inside, at, limits);
                var record = Ended(end, $"{path}[{number}]", () => end.Inside.Json(each.Block.Outputs));
                if (record.Cause is { } cause) end = end with { Failure = end.Failure ?? cause, Heard = end.Heard ?? cause };
                foreach (var (name, value) in record.Outputs) outputs[name].Add(value);
                ends.Add(end);
                places.Enqueue(end, end.End);
            }

            var failures = ends.Where(end => end.Failure is not null).Select(end => (end.End, end.Failure!)).ToList();
            if (!isSequential) BlockEnd.CheckFirst(failures, isSettled);
            BlockEnd.CheckDeliberate(failures);
            var all = new BlockEnd(ends.Select(end => end.End).Append(ready).Max(), scope)
            {
                Failure = ends.Where(end => end.Failure is not null).MinBy(end => end.End)?.Failure,
                Heard = ends.Select(end => end.Heard).OfType<Cause>().MinBy(cause => cause.At),
                IsUnfinished = ends.Any(end => end.IsUnfinished),
            };
            return Ended(all, path, () => outputs.ToDictionary(o => o.Key, o => JsonSerializer.SerializeToElement(o.Value)));
        };
    }

    private StepRecord Guarded(StepDefinition.Guarded group, string path, Scope scope, long ready, Limits limits, int number)
    {
        var deadline = group.Timeout is { } timeout ? ready + Milliseconds(timeout) : long.MaxValue;
        var bounds = Bounded(limits, deadline);
        var end = Contained(inner => Block(group.Block, path + ".", scope.Inside(), ready, inner), scope.Mode, bounds);
        var record = Ended(end, path, () => end.Inside.Json(group.Block.Outputs));
        if (record.Status == StepStatus.Failed && end.End < deadline && group.Catch is { } rescue && limits.MayStart(path, end.End))
        {
            scope.Steps[group.Name] = record with { Attempts = number };
            end = Contained(inner => Block(rescue, path + ".catch.", scope.Inside(), end.End, inner), scope.Mode, bounds);
            record = Ended(end, path, () => end.Inside.Json(rescue.Outputs));
        }

        return AfterStages(record with { Attempts = number }, deadline, group.Finally, group.Name, path, scope, scope.Inside(), limits);
    }

    private StepRecord Nested(StepDefinition.Nested nested, string path, Scope scope, long ready, Limits limits, int number)
    {
        var parameters = scope.Json(nested.With);
        var times = new[] { nested.Timeout, nested.Pipeline.Timeout }.OfType<TimeSpan>().ToList();
        var deadline = times.Count > 0 ? ready + Milliseconds(times.Min()) : long.MaxValue;
        var inside = new Scope(null) { Names = Roots(nested.Pipeline, parameters, StepStatus.Running), Mode = nested.Pipeline.FailureMode };
        var end = Contained(
            inner => Block(nested.Pipeline.Body, path + ".", inside, ready, inner), inside.Mode, Bounded(limits, deadline));
        var record = Ended(end, path, () => end.Inside.Json(nested.Pipeline.Body.Outputs));
        return AfterStages(record with { Attempts = number }, deadline, nested.Pipeline.Finally, nested.Name, path, scope, end.Inside.Inside(), limits);
    }

    // What runs at the end is not interrupted, and not cut short by a time that the blocks have used up.
    private StepRecord AfterStages(
        StepRecord record, long deadline, BlockDefinition? last, string name, string path, Scope scope, Scope inside, Limits limits)
    {
        if (record.End >= deadline)
        {
            CheckDeadline(path, deadline, limits);
            record = Failed(record.End, "Timeout", path) with { Attempts = record.Attempts };
        }

        if (last is not null)
        {
            scope.Steps[name] = record;
            var end = Contained(inner => Block(last, path + ".finally.", inside, record.End, inner), inside.Mode, Unbounded);
            record = end.Failure is { } late && record.Status == StepStatus.Succeeded
                ? Failed(end.End, late.Type, path) with { Cause = late }
                : record with { End = end.End };
        }

        scope.Steps.Remove(name);
        return record.Cause is { } cause ? record with { Cause = cause with { At = record.End } } : record;
    }

    private static StepRecord Ended(BlockEnd end, string path, Func<Dictionary<string, JsonElement>> outputs)
    {
        if (end.Failure is { } failure)
        {
            var heard = end.Heard!;
            return new StepRecord(StepStatus.Failed, end.End) { Cause = failure with { At = heard.At, Path = heard.Path } };
        }

        if (end.IsUnfinished) return new StepRecord(StepStatus.Stopped, end.End);
        try
        {
            return new StepRecord(StepStatus.Succeeded, end.End) { Outputs = outputs() };
        }
        catch (ExpressionFailedException)
        {
            return Failed(end.End, "ExpressionFailed", path);
        }
    }

    private static long Whole(Value value) =>
        value is Value.Int { Number: >= 0 } whole ? whole.Number : throw new ExpressionFailedException("no whole number");

    private static IReadOnlyList<Value> ListOf(Value value) =>
        value is Value.List list ? list.Items : throw new ExpressionFailedException("no list");

    // The last axis changes fastest.
    private static List<Value> Combinations(IReadOnlyList<MatrixAxis> axes, Scope scope)
    {
        var all = new List<IReadOnlyList<KeyValuePair<string, Value>>> { Array.Empty<KeyValuePair<string, Value>>() };
        foreach (var axis in axes)
        {
            var values = ListOf(scope.Evaluate(axis.Values));
            all = [.. from before in all from value in values select (KeyValuePair<string, Value>[])[.. before, KeyValuePair.Create(axis.Name, value)]];
        }

        return [.. all.Select(Value.Of)];
    }

    private static KeyValuePair<string, Value> RoundOf(
        int round, Dictionary<string, JsonElement> state, Dictionary<string, JsonElement>? previous) => KeyValuePair.Create("loop", Value.Of(
    [
        KeyValuePair.Create("index", Value.Of((long)round)),
        KeyValuePair.Create("state", Map(state)),
        KeyValuePair.Create("previous", previous is null ? Value.NullValue : Map(previous)),
    ]));

    // State and previous stay those of a loop around.
    private static KeyValuePair<string, Value> LoopOf(Scope scope, int number)
    {
        var entries = new List<KeyValuePair<string, Value>>();
        if (scope.Names.GetValueOrDefault("loop") is Value.Map around)
        {
            foreach (var (key, value) in around.Entries) entries.Add(KeyValuePair.Create(((Value.Text)key).Content, value));
        }

        entries.Add(KeyValuePair.Create("index", Value.Of((long)number)));
        return KeyValuePair.Create("loop", Value.Of(entries));
    }

    private static Value Map(Dictionary<string, JsonElement> values) =>
        Value.Of(values.Select(value => KeyValuePair.Create(value.Key, ValueJson.Read(value.Value))));
}
