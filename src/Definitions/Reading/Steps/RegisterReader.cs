using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Reading.Shapes;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading.Steps;

/// <summary>Reads <c>register</c>.</summary>
internal sealed class RegisterReader : StepReader
{
    private static readonly string[] Approvals = ["pending", "approved", "rejected"];

    public override IReadOnlyList<string> Types { get; } = ["register"];

    public override string About => "Adds a version to the model registry.";

    public override FieldSet Fields { get; } = Common.And(
        [
            new("group", Part.Text, "The model group's name.", Required: true),
            new("model", Part.Text, "The output that holds the model.", Required: true),
            new("approval", Part.Text, "pending (the default), approved or rejected."),
            new("metrics", new Shape.Map(Part.Value, Part.WideName), "Metrics stored with the version."),
            new("note", Part.Word, "A sentence stored with the version."),
        ])
        .NotYet("stage", "metadata");

    public override Func<StepDefinition>? Read(StepReading step)
    {
        var (fields, draft) = (step.Fields, step.Draft);
        draft.Outputs["group"] = CelType.Text;
        draft.Outputs["version"] = CelType.Int;
        var group = fields.Require("group", "the name of the model group");
        var model = fields.Require("model", "for example ${{ steps.train.outputs.model }}");
        if (model is not null && model.Value is not YamlNode.Scalar { Text: var text }
            || model?.Value is YamlNode.Scalar plain && !plain.Text.Contains("${{", StringComparison.Ordinal))
        {
            step.Bag.Error(
                DiagnosticCodes.WrongType,
                model.Value.Span,
                $"{fields.At("model")}: an output that holds a model belongs here.",
                "for example ${{ steps.train.outputs.model }}");
        }

        var definition = new StepDefinition.Register
        {
            Name = draft.Name,
            Type = draft.Type,
            Group = group is null ? default : Read(step, group, ExpectedValue.Text),
            Model = model is null ? default : Read(step, model, ExpectedValue.Artifact),
            Approval = fields.Find("approval") is { } approval ? Approval(step, approval) : null,
            Metrics = Values.ReadMap(
                fields, "metrics", ExpectedValue.Any, draft.Sites, (bag, key) => Names.CheckWide(bag, key, "a metric")),
            Note = fields.Find("note") is { } note ? Read(step, note, ExpectedValue.Word) : null,
        };
        return group is null || model is null ? null : () => definition;
    }

    private static System.Text.Json.JsonElement Read(StepReading step, YamlEntry entry, ExpectedValue expected)
    {
        var where = step.Fields.At(entry.Name);
        if (expected == ExpectedValue.Text && entry.Value is YamlNode.Scalar { Value: not CoreValue.Words })
            Reading.Fields.WrongKind(step.Bag, entry.Value, where, "text", "quote it");
        return Values.Read(step.Bag, entry.Value, where, expected, step.Draft.Sites);
    }

    private static System.Text.Json.JsonElement Approval(StepReading step, YamlEntry entry)
    {
        if (entry.Value is YamlNode.Scalar { Value: CoreValue.Words words } scalar
            && !words.Value.Contains("${{", StringComparison.Ordinal)
            && !Approvals.Contains(words.Value))
        {
            step.Bag.Error(
                DiagnosticCodes.UnknownWord,
                scalar.Span,
                $"{step.Fields.At("approval")}: '{Shown.Text(words.Value)}' is not known; it takes "
                + $"{string.Join(", ", Approvals)}.",
                step.Bag.SuggestNearest(words.Value, Approvals));
        }

        return Read(step, entry, ExpectedValue.Text);
    }
}
