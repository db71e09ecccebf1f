using System.Collections.Immutable;
using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Tests.Properties.Driving;

namespace Pipelines.Workflows.Tests.Properties.Oracle;

/// <summary>
/// What an execution comes to, read off the definition by recursion: a step is run when the steps it needs were run, and
/// a moment is a number that is handed on. Whatever can break a block off is a moment known before the block is run; the
/// moment of a failure is found by running the block once as if failures did not matter.
/// </summary>
internal sealed partial class Reference(PipelineRun run, Script script, bool isSequential, bool isSettled)
{
    private World _world = new();
    private long _stop = long.MaxValue;

    /// <summary>Runs the definition to its end.</summary>
    /// <param name="cancelAt">When somebody asks for a stop; null for never.</param>
    /// <exception cref="AmbiguousException">The page leaves open what happens.</exception>
    public ReferenceOutcome Run(long? cancelAt = null)
    {
        var definition = run.Definition;
        var deadline = definition.Timeout is { } timeout ? Milliseconds(timeout) : long.MaxValue;
        var limits = Limits.None with { IsSequential = isSequential };
        if (cancelAt is { } stop) limits = limits.With(new Limits.Limit(_stop = stop, Cancels: true, null));
        if (deadline < long.MaxValue) limits = limits.With(new Limits.Limit(deadline, Cancels: true, null));
        var scope = new Scope(null) { Names = Roots(definition, run.Parameters, StepStatus.Running), Mode = definition.FailureMode };
        var body = Contained(bounds => Block(definition.Body, "", scope, 0, bounds), scope.Mode, limits);
        var failure = body.End >= deadline && body.FailedAt >= deadline ? new Cause(deadline, "Timeout", "") : body.Failure;
        var status = cancelAt <= body.End ? StepStatus.Stopped : failure is null ? StepStatus.Succeeded : StepStatus.Failed;
        IReadOnlyDictionary<string, JsonElement> outputs = new Dictionary<string, JsonElement>();
        if (status == StepStatus.Succeeded)
        {
            try
            {
                outputs = body.Inside.Json(definition.Body.Outputs);
            }
            catch (ExpressionFailedException)
            {
                (status, failure) = (StepStatus.Failed, new Cause(body.End, "ExpressionFailed", ""));
            }
        }

        if (definition.Finally is { } last)
        {
            var after = new Scope(body.Inside) { Names = Roots(definition, run.Parameters, status), Mode = scope.Mode };
            var end = Contained(bounds => Block(last, "finally.", after, body.End, bounds), scope.Mode, Unbounded);
            if (end.Failure is { } late && status == StepStatus.Succeeded) (status, failure) = (StepStatus.Failed, late);
        }

        return new ReferenceOutcome(
            status, status == StepStatus.Failed ? failure!.Type : null,
            status == StepStatus.Succeeded ? outputs : new Dictionary<string, JsonElement>(), _world.Steps, _world.Calls);
    }

    private Limits Unbounded => Limits.None with { IsSequential = isSequential };

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    private ImmutableDictionary<string, Value> Roots(
        PipelineDefinition pipeline, IReadOnlyDictionary<string, JsonElement> given, StepStatus status)
    {
        var parameters = pipeline.Parameters.ToDictionary(
            parameter => parameter.Name,
            parameter => ValueJson.Read(given.TryGetValue(parameter.Name, out var value) ? value : parameter.Default!.Value));
        var env = (run.Env ?? new Dictionary<string, string>()).Select(v => KeyValuePair.Create(v.Key, Value.Of(v.Value)));
        return ImmutableDictionary.CreateRange(
        [
            KeyValuePair.Create("parameters", Value.Of(parameters)),
            KeyValuePair.Create("execution", Value.Of([KeyValuePair.Create("status", Value.Of(status.ToString()))])),
            KeyValuePair.Create("env", Value.Of(env)),
        ]);
    }

    // A failure in the block stops what is in the block, from its moment on.
    private BlockEnd Contained(Func<Limits, BlockEnd> block, FailureMode mode, Limits limits)
    {
        if (mode == FailureMode.ContinueIndependent) return block(limits);
        var before = _world.Copy();
        var end = block(limits);
        if (end.Heard is not { } cause) return end;
        _world = before;
        return block(limits.With(new Limits.Limit(cause.At, mode == FailureMode.FailFast, cause.Path)));
    }

    private BlockEnd Block(BlockDefinition block, string prefix, Scope inside, long start, Limits limits)
    {
        var done = new Dictionary<string, StepRecord>(StringComparer.Ordinal);
        foreach (var step in block.Steps) Run(step);
        return BlockEnd.Of(start, inside, [.. block.Steps.Select(step => (done[step.Name], Continues(step)))], isSettled);

        StepRecord Run(StepDefinition step)
        {
            if (done.TryGetValue(step.Name, out var known)) return known;
            var needed = step.DependsOn.Select(need => Run(block.Steps.Single(other => other.Name == need))).ToList();
            var ready = needed.Select(need => need.End).Append(start).Max();
            var path = prefix + step.Name;
            var record = needed.Any(need => !need.Passes) ? new StepRecord(StepStatus.Skipped, ready) { IsHeldBack = ready > limits.HaltAt }
                : !limits.MayStart(path, ready) ? new StepRecord(StepStatus.Skipped, limits.HaltAt) { IsHeldBack = true }
                : Step(step, path, inside, ready, limits);
            record = record with
            {
                Names = OutputNames(step),
                Passes = record.Status == StepStatus.Succeeded || (record.Status == StepStatus.Failed && Continues(step)),
            };
            inside.Steps[step.Name] = record;
            return _world.Steps[path] = done[step.Name] = record;
        }
    }

    private static bool Continues(StepDefinition step) => step.OnFailure == OnFailure.Continue;

    private static IReadOnlyCollection<string> OutputNames(StepDefinition step) => step switch
    {
        StepDefinition.Job job => [.. job.Outputs.Select(output => output.Name)],
        StepDefinition.Register => ["group", "version"],
        StepDefinition.Condition condition => [.. condition.Branches.SelectMany(branch => branch.Block.Outputs.Keys)],
        StepDefinition.Loop loop => [.. loop.Block.Outputs.Keys],
        StepDefinition.ForEach each => [.. each.Block.Outputs.Keys],
        StepDefinition.Guarded group => [.. group.Block.Outputs.Keys, .. group.Catch?.Outputs.Keys ?? []],
        StepDefinition.Nested nested => [.. nested.Pipeline.Body.Outputs.Keys],
        StepDefinition.ManualApproval => ["approved", "by", "comment"],
        StepDefinition.Callback callback => callback.Outputs,
        StepDefinition.Http http => ["status", "body", "headers", .. http.Outputs.Keys],
        _ => [],
    };
}
