using Pipelines.Definitions.Model;
using Pipelines.Definitions.Reading.Shapes;

namespace Pipelines.Definitions.Reading.Steps;

/// <summary>Reads <c>group</c>.</summary>
internal sealed class GroupReader : StepReader
{
    public override IReadOnlyList<string> Types { get; } = ["group"];

    public override bool TakesDefaults => false;

    public override string About => "Steps that are taken together; catch runs after a failure, finally in any case.";

    public override FieldSet Fields { get; } = WithBlocks.And(
    [
        BlockReader.StepsField with { Required = true },
        BlockReader.OutputsField with { About = "Name → value; after a failure the outputs are those of catch." },
        new(Names.Catch, Part.Block, "What runs after a failure; the group then succeeds or fails as this does."),
        new(Names.Finally, Part.Last, "What runs at the end, whatever happened."),
    ]);

    public override Func<StepDefinition>? Read(StepReading step)
    {
        var fields = step.Fields;
        step.Draft.HasElse = true;
        var block = step.AddBlock("", BlockKind.Guarded);
        if (fields.Require("steps", "the steps that are taken together") is { } steps)
            step.Blocks.ReadSteps(block, steps);
        BlockReader.ReadOutputs(block, fields);
        BlockDraft? caught = null;
        if (fields.Find(Names.Catch) is { } failure)
        {
            caught = step.AddBlock($".{Names.Catch}", BlockKind.Catch);
            step.Blocks.Read(caught, failure, fields.At(Names.Catch));
        }

        BlockDraft? last = null;
        if (fields.Find(Names.Finally) is { } end)
        {
            last = step.AddBlock($".{Names.Finally}", BlockKind.Finally, givesOutputs: false);
            step.Blocks.ReadLast(last, end, fields.At(Names.Finally));
        }

        var (name, type) = (step.Draft.Name, step.Draft.Type);
        return () => new StepDefinition.Guarded
        {
            Name = name,
            Type = type,
            Block = block.Build(),
            Catch = caught?.Build(),
            Finally = last?.Build(),
        };
    }
}
