using System.Collections.Frozen;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Reading.Shapes;

namespace Pipelines.Definitions.Reading.Steps;

/// <summary>Reads <c>callback</c>.</summary>
internal sealed class CallbackReader : StepReader
{
    private static readonly FrozenDictionary<string, CelType> Token =
        new Dictionary<string, CelType> { ["token"] = CelType.Text }.ToFrozenDictionary(StringComparer.Ordinal);

    public override IReadOnlyList<string> Types { get; } = ["callback"];

    public override bool TakesDefaults => false;

    public override string About => "Hands out a token and waits for the answer of an outside system.";

    public override FieldSet Fields { get; } = Common.Without("timeout").And(
    [
        new("timeout", Part.Duration, "How long the answer is waited for. Default: no bound."),
        new(
            "request",
            new Shape.Object(HttpCallReader.Set),
            "A call that hands out the token, which is 'token' in its expressions. Default: nobody is called."),
        new("outputs", Part.Texts, "Names of outputs that the answer must have."),
    ]);

    public override Func<StepDefinition>? Read(StepReading step)
    {
        var (fields, draft) = (step.Fields, step.Draft);
        var outputs = new List<string>();
        foreach (var output in fields.Texts("outputs"))
        {
            if (!Names.Check(step.Bag, output, "an output")) continue;
            outputs.Add(output.Text);
            draft.Outputs[output.Text] = CelType.Dyn;
        }

        draft.HasOpenOutputs = outputs.Count == 0;
        HttpCall? request = null;
        if (fields.Find("request") is { } entry
            && Reading.Fields.Open(
                step.Bag, entry.Value, fields.At("request"), entry.Key.Span, HttpCallReader.Set) is { } call)
        {
            request = HttpCallReader.Read(call, step.AddPlace(Token).Sites);
        }

        var definition = new StepDefinition.Callback
        {
            Name = draft.Name,
            Type = draft.Type,
            Request = request,
            Outputs = outputs,
        };
        return () => definition;
    }
}
