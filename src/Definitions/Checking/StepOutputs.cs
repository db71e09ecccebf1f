using Pipelines.Definitions.Reading;

namespace Pipelines.Definitions.Checking;

/// <summary>The outputs of a step by name: its own, or those of its blocks.</summary>
internal static class StepOutputs
{
    public static bool Has(StepDraft step, string name) =>
        step.Outputs.ContainsKey(name) || step.OutputBlocks.Exists(b => b.Outputs.Exists(o => o.Name == name));

    public static IEnumerable<string> Names(StepDraft step) =>
        step.Outputs.Keys.Concat(
            step.OutputBlocks.SelectMany(b => b.Outputs.Select(o => o.Name))).Distinct(StringComparer.Ordinal);
}
