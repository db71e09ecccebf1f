using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Reading.Steps;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading;

/// <summary>Reads blocks: steps by name, and the outputs that they hand out.</summary>
internal sealed class BlockReader(DiagnosticBag bag, StepDefaults defaults)
{
    private static readonly FieldSet Set = new("steps", "outputs");

    public DiagnosticBag Bag { get; } = bag;

    public StepDefaults Defaults { get; } = defaults;

    /// <summary>Reads a block that is written as a map with <c>steps</c> and <c>outputs</c>.</summary>
    public void Read(BlockDraft block, YamlEntry entry, string path)
    {
        if (Fields.Open(Bag, entry.Value, path, entry.Key.Span, Set) is not { } fields) return;
        if (fields.Find("steps") is { } steps) ReadSteps(block, steps);
        ReadOutputs(block, fields);
    }

    public void ReadSteps(BlockDraft block, YamlEntry entry)
    {
        var path = block.Path.Length == 0 ? "steps" : $"{block.Path}.steps";
        if (entry.Value is YamlNode.Sequence list)
        {
            Fields.WrongKind(Bag, list, path, "a map from names to steps", "write 'name:' instead of '- name: …'");
            return;
        }

        if (Fields.AsMap(Bag, entry.Value, path) is not { } map) return;
        foreach (var step in map.Entries)
        {
            if (Names.Check(Bag, step.Key, "a step")) CheckReserved(step.Key);
            var draft = new StepDraft(step.Key, block);
            block.Steps.Add(draft);
            block.ByName.Add(draft.Name, draft);
            StepReading.Read(this, draft, step);
        }
    }

    public void ReadOutputs(BlockDraft block, Fields fields)
    {
        if (fields.Find("outputs") is not { } entry) return;
        var path = fields.At("outputs");
        if (Fields.AsMap(Bag, entry.Value, path) is not { } map) return;
        foreach (var output in map.Entries)
        {
            if (!Names.Check(Bag, output.Key, "an output")) continue;
            var sites = new List<ExpressionSite>();
            var value = Values.Read(Bag, output.Value, $"{path}.{output.Name}", ExpectedValue.Any, sites);
            block.Outputs.Add(new(output.Name, output.Value, value, sites));
        }
    }

    private void CheckReserved(YamlNode.Scalar key)
    {
        if (key.Text != Names.Finally) return;
        Bag.Error(
            DiagnosticCodes.BadName,
            key.Span,
            $"no step can be called '{Names.Finally}': the steps that run at the end are named by it.");
    }
}
