using System.Collections.Frozen;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Reading.Shapes;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading.Steps;

/// <summary>Reads <c>http</c>.</summary>
internal sealed class HttpReader : StepReader
{
    private static readonly FrozenDictionary<string, CelType> Own = new Dictionary<string, CelType>
    {
        ["status"] = CelType.Int,
        ["body"] = CelType.Dyn,
        ["headers"] = CelType.Map(CelType.Text, CelType.Text),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly Shape Code = new Shape.Whole(100, 599);

    public override IReadOnlyList<string> Types { get; } = ["http"];

    public override string About => "Calls a web service.";

    public override FieldSet Fields { get; } = Common.And(
    [
        .. HttpCallReader.Set.All,
        new(
            "expect",
            new Shape.Either(Code, new Shape.List(Code, Least: 1)),
            "Status codes that count as success. Default: 200 to 299."),
        new(
            "outputs",
            new Shape.Map(Part.Expression, Part.Name),
            "Name → expression as it stands, over response.status, response.body and response.headers."),
    ]);

    public override Func<StepDefinition>? Read(StepReading step)
    {
        var draft = step.Draft;
        foreach (var (name, type) in Own) draft.Outputs[name] = type;
        var answered = step.AddPlace(new Dictionary<string, CelType> { ["response"] = CelType.RecordOf(Own) });
        draft.OutputBlocks.Add(answered);
        draft.HasElse = true;
        var outputs = Outputs(step, answered);
        var expect = Expect(step);
        if (HttpCallReader.Read(step.Fields, draft.Sites) is not { } call) return null;
        var definition = new StepDefinition.Http
        {
            Name = draft.Name,
            Type = draft.Type,
            Call = call,
            Expect = expect,
            Outputs = outputs,
        };
        return () => definition;
    }

    private static Dictionary<string, string> Outputs(StepReading step, BlockDraft answered)
    {
        var outputs = new Dictionary<string, string>(StringComparer.Ordinal);
        var path = step.Fields.At("outputs");
        if (step.Fields.Find("outputs") is not { } entry) return outputs;
        if (Reading.Fields.AsMap(step.Bag, entry.Value, path) is not { } map) return outputs;
        foreach (var output in map.Entries)
        {
            if (!Names.Check(step.Bag, output.Key, "an output")) continue;
            if (Own.ContainsKey(output.Name))
            {
                step.Bag.Error(
                    DiagnosticCodes.ReservedOutput,
                    output.Key.Span,
                    $"{path}: every http step has the output '{output.Name}' already.",
                    "remove it, or give it another name");
                continue;
            }

            var sites = new List<ExpressionSite>();
            if (step.Expression(output.Value, $"{path}.{output.Name}", ExpectedValue.Any, sites) is not { } text)
                continue;
            outputs.Add(output.Name, text);
            answered.Outputs.Add(new(output.Name, output.Key, output.Value, YamlJson.Of(text), sites));
        }

        return outputs;
    }

    private static List<int> Expect(StepReading step)
    {
        var codes = new List<int>();
        if (step.Fields.Find("expect") is not { } entry) return codes;
        var path = step.Fields.At("expect");
        IReadOnlyList<YamlNode> nodes = entry.Value is YamlNode.Sequence list ? list.Items : [entry.Value];
        if (nodes.Count == 0)
            step.Bag.Error(DiagnosticCodes.Empty, entry.Value.Span, $"{path} is empty; no answer could ever succeed.");
        foreach (var node in nodes)
        {
            if (node is not YamlNode.Scalar { Value: CoreValue.Whole code })
            {
                Scalars.WrongNumber(step.Bag, node, path, "a status code, such as 200, or a list of them");
            }
            else if (code.Value is < 100 or > 599)
            {
                step.Bag.Error(
                    DiagnosticCodes.OutOfRange, node.Span, $"{path} is {code.Value}; it takes 100 to 599.");
            }
            else
            {
                codes.Add((int)code.Value);
            }
        }

        return codes;
    }
}
