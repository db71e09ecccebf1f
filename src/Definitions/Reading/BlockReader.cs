using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Reading.Shapes;
using Pipelines.Definitions.Reading.Steps;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading;

/// <summary>Reads blocks: steps by name, and the outputs that they hand out.</summary>
internal sealed class BlockReader(
    DiagnosticBag bag, StepDefaults defaults, StepTemplates templates, NestedPipelines nested)
{
    /// <summary>Blocks inside each other, over all files: what is stored of them must stay readable as JSON.</summary>
    public const int MostDeep = 50;

    public static Field StepsField { get; } = new(
        "steps", Part.Steps, "The steps, by name. Their order means nothing: each starts when what it reads is there.");

    public static Field OutputsField { get; } = new(
        "outputs", Part.Values, "What the block hands out: name → value, evaluated when its steps are done.");

    public static FieldSet Set { get; } = new(StepsField, OutputsField);

    public static FieldSet OnlySteps { get; } = new(StepsField);

    public DiagnosticBag Bag { get; } = bag;

    public StepDefaults Defaults { get; } = defaults;

    public StepTemplates Templates { get; } = templates;

    public NestedPipelines Nested { get; } = nested;

    /// <summary>How deep blocks stand inside each other, other files included.</summary>
    public int Deepest { get; private set; }

    /// <summary>Reads a block that is written as a map with <c>steps</c> and <c>outputs</c>.</summary>
    public void Read(BlockDraft block, YamlEntry entry, string path)
    {
        if (Fields.Open(Bag, entry.Value, path, entry.Key.Span, Set) is not { } fields) return;
        if (fields.Find("steps") is { } steps) ReadSteps(block, steps);
        ReadOutputs(block, fields);
    }

    /// <summary>Reads steps at the end: a map with <c>steps</c>, or the steps themselves.</summary>
    public void ReadLast(BlockDraft block, YamlEntry entry, string path)
    {
        if (entry.Value is YamlNode.Mapping { Entries: [{ Name: "steps", Value: YamlNode.Mapping inner }] }
            && (inner.Find("type") ?? inner.Find(StepTemplates.Use))?.Value is null or YamlNode.Mapping)
        {
            if (Fields.Open(Bag, entry.Value, path, entry.Key.Span, OnlySteps)?.Find("steps") is { } steps)
                ReadSteps(block, steps);
            return;
        }

        ReadSteps(block, entry);
    }

    public void ReadSteps(BlockDraft block, YamlEntry entry)
    {
        var path = block.Path.Length == 0 ? "steps" : $"{block.Path}.steps";
        if (entry.Value is YamlNode.Sequence list)
        {
            Fields.WrongKind(Bag, list, path, "a map from names to steps", "write 'name:' instead of '- name: …'");
            return;
        }

        if (Fields.AsMap(Bag, entry.Value, path) is not { } map || !Fits(block.Depth, entry, path)) return;
        foreach (var step in map.Entries)
        {
            if (Names.Check(Bag, step.Key, "a step")) CheckReserved(block, step.Key);
            var draft = new StepDraft(step.Key, block);
            block.Steps.Add(draft);
            block.ByName.Add(draft.Name, draft);
            StepReading.Read(this, draft, step);
        }
    }

    public static void ReadOutputs(BlockDraft block, Fields fields) =>
        block.Outputs.AddRange(Values.ReadDrafts(fields, "outputs", (bag, key) => Names.Check(bag, key, "an output")));

    /// <summary>Notes how deep a block stands; false with a fault when that is too deep.</summary>
    public bool Fits(int depth, YamlEntry entry, string path)
    {
        Deepest = Math.Max(Deepest, depth);
        if (depth <= MostDeep) return true;
        Bag.Error(
            DiagnosticCodes.TooLarge,
            entry.Key.Span,
            $"{path}: blocks stand more than {MostDeep} deep; reading stops here.",
            "a foreach or a loop repeats what nesting writes out");
        return false;
    }

    private void CheckReserved(BlockDraft block, YamlNode.Scalar key)
    {
        if (key.Text != Names.Finally && !(key.Text == Names.Catch && block.Kind == BlockKind.Guarded)) return;
        Bag.Error(
            DiagnosticCodes.BadName,
            key.Span,
            key.Text == Names.Finally
                ? $"no step can be called '{Names.Finally}': the steps that run at the end are named by it."
                : $"no step of a group can be called '{Names.Catch}': the steps that run after a failure are named "
                + "by it.");
    }
}
