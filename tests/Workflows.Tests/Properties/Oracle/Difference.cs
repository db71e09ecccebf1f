using System.Text.Json;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Workflows.Tests.Properties.Oracle;

/// <summary>Where an execution went another way than the reference. A step that is not there counts as skipped.</summary>
internal static class Difference
{
    /// <summary>Returns one line for each; empty when there is none.</summary>
    public static IReadOnlyList<string> Between(ReferenceOutcome expected, ExecutionState actual, IEnumerable<string> calls)
    {
        var lines = new List<string>();
        Compare("the execution", expected.Status, actual.Status);
        Compare("the execution's error", expected.ErrorType, actual.Error?.Type);
        Compare("the outputs", Shown(expected.Outputs), Shown(actual.Outputs));
        foreach (var path in expected.Steps.Keys.Union(actual.Steps.Keys).Order(StringComparer.Ordinal))
        {
            var reference = expected.Steps.GetValueOrDefault(path) ?? new StepRecord(StepStatus.Skipped, 0);
            var step = actual.Steps.GetValueOrDefault(path);
            Compare(path, reference.Status, step?.Status ?? StepStatus.Skipped);
            if (step is null || reference.Status is StepStatus.Skipped or StepStatus.Stopped) continue;
            Compare($"attempts of {path}", reference.Attempts, step.Attempts);
            Compare($"error of {path}", reference.Cause?.Type, step.Error?.Type);
            if (reference.Status == StepStatus.Succeeded) Compare($"outputs of {path}", Shown(reference.Outputs), Shown(step.Outputs));
        }

        Compare("the calls", string.Join('\n', expected.Calls.Order(StringComparer.Ordinal)), string.Join('\n', calls.Order(StringComparer.Ordinal)));
        return lines;

        void Compare(string what, object? reference, object? seen)
        {
            if (!Equals(reference, seen)) lines.Add($"{what}: expected {reference ?? "none"}, was {seen ?? "none"}");
        }
    }

    // An output that is null is as good as none.
    private static string Shown(IReadOnlyDictionary<string, JsonElement> outputs) => Canonical.Json(outputs
        .Where(output => output.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)).ToDictionary());
}
