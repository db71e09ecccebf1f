using Pipelines.Definitions.Model;
using Pipelines.Definitions.Reading.Shapes;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading.Steps;

/// <summary>Reads <c>fail</c>.</summary>
internal sealed class FailReader : StepReader
{
    public override IReadOnlyList<string> Types { get; } = ["fail"];

    public override bool TakesDefaults => false;

    public override string About => "Ends the execution with a message.";

    public override FieldSet Fields { get; } = WithoutAttempts.Without(
        "onFailure", "cache", "secrets", "resources").And(
        [new("message", Part.Word, "Why the execution ends.", Required: true)]);

    public override Func<StepDefinition>? Read(StepReading step)
    {
        if (step.Fields.Require("message", "say why the execution ends") is not { } entry) return null;
        var where = step.Fields.At("message");
        if (entry.Value is not YamlNode.Scalar scalar)
        {
            Reading.Fields.WrongKind(step.Bag, entry.Value, where, "text");
            return null;
        }

        Values.Read(step.Bag, scalar, where, ExpectedValue.Word, step.Draft.Sites);
        var (name, type) = (step.Draft.Name, step.Draft.Type);
        return () => new StepDefinition.Fail { Name = name, Type = type, Message = scalar.Text };
    }
}
