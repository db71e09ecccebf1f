using System.Collections.Immutable;
using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Expressions;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling.Binding;

/// <summary>What <c>steps.NAME</c> is: a map of outputs, metrics, status, error and attempts.</summary>
internal static class StepValue
{
    private static readonly ImmutableArray<string> Fields = ["outputs", "metrics", "status", "error", "attempts"];

    /// <summary>Returns the map; nothing of it is made before it is read.</summary>
    /// <param name="step">The step.</param>
    /// <param name="slot">What is known of it.</param>
    /// <param name="skipped">Why it will not run; null when it may, or has.</param>
    public static Value Of(CompiledStep step, StepSlot slot, StepError? skipped) =>
        slot.Work is StepWork.Stages { Status: not StepStatus.Running } stages
            ? Shown(step, slot with { Status = stages.Status, Error = stages.Error, Outputs = stages.Outputs }, skipped)
            : Shown(step, slot, skipped);

    private static Value.Map Shown(CompiledStep step, StepSlot slot, StepError? skipped) =>
        new(new LazyMap(Fields, field => field switch
        {
            "outputs" => Outputs(step, slot, skipped),
            "metrics" => new Value.Map(new LazyMap([.. slot.Metrics.Keys], name => Metric(slot.Metrics, name))),
            "status" => Value.Of((skipped is null ? slot.Status : StepStatus.Skipped).ToString()),
            "error" => Error(slot.Error ?? skipped),
            "attempts" => Value.Of((long)slot.Attempts),
            _ => null,
        }));

    // A step that was skipped, or a branch that was not taken, hands out nulls; one that failed has no outputs at all.
    private static Value.Map Outputs(CompiledStep step, StepSlot slot, StepError? skipped)
    {
        var hasNulls = skipped is not null
            || slot.Status is StepStatus.Succeeded or StepStatus.Cached or StepStatus.Skipped;
        IReadOnlyCollection<string> names = hasNulls
            ? [.. slot.Outputs.Keys.Concat(step.OutputNames).Distinct(StringComparer.Ordinal)]
            : [.. slot.Outputs.Keys];
        return new Value.Map(new LazyMap(names, name =>
            slot.Outputs.TryGetValue(name, out var output) ? ValueJson.Read(output)
            : hasNulls && step.OutputNames.Contains(name) ? Value.NullValue
            : null));
    }

    // A measurement that happens to be a whole number is a float all the same.
    private static Value? Metric(IReadOnlyDictionary<string, JsonElement> metrics, string name) =>
        metrics.TryGetValue(name, out var metric) ? ValueJson.Read(metric, CelType.Double) : null;

    private static Value Error(StepError? error) => error is null ? Value.NullValue : Value.Of(
    [
        KeyValuePair.Create("type", Value.Of(error.Type)),
        KeyValuePair.Create("message", Value.Of(error.Message)),
        KeyValuePair.Create("exitCode", error.ExitCode is { } code ? Value.Of((long)code) : Value.NullValue),
    ]);
}
