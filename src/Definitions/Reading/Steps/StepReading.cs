using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading.Steps;

/// <summary>One step while it is read: what all types share is read here, the rest by the type's reader.</summary>
internal sealed class StepReading
{
    private StepReading(BlockReader blocks, StepDraft draft, Fields fields) =>
        (Blocks, Draft, Fields) = (blocks, draft, fields);

    public BlockReader Blocks { get; }

    public StepDraft Draft { get; }

    public Fields Fields { get; }

    public DiagnosticBag Bag => Blocks.Bag;

    /// <summary>Reads a step into its draft.</summary>
    public static void Read(BlockReader blocks, StepDraft draft, YamlEntry entry)
    {
        var path = $"steps.{draft.Path}";
        draft.IsOpaque = true;
        if (Fields.AsMap(blocks.Bag, entry.Value, path) is not { } map) return;
        if (Reader(blocks.Bag, draft, map, path) is not { } reader) return;
        draft.IsOpaque = false;
        var reading = new StepReading(blocks, draft, Fields.Open(blocks.Bag, map, path, entry.Key.Span, reader.Fields)!);
        reading.ReadCommon(reader);
    }

    private static StepReader? Reader(DiagnosticBag bag, StepDraft draft, YamlNode.Mapping map, string path)
    {
        if (map.Find("type") is not { } entry)
        {
            var program = map.Find("command") ?? map.Find("component");
            bag.Error(
                DiagnosticCodes.MissingField,
                draft.Key.Span,
                $"{path}: 'type' is missing.",
                program is null ? "known here: " + string.Join(", ", StepTypes.Names) : "for example 'type: processing'");
            return null;
        }

        if (Scalars.Text(bag, entry.Value, $"{path}.type") is not { } type) return null;
        draft.Type = type;
        if (StepTypes.Find(type) is { } reader) return reader;
        if (StepTypes.Later.Contains(type))
        {
            bag.Error(
                DiagnosticCodes.NotSupportedYet,
                entry.Value.Span,
                $"{path}: step type '{type}' is part of the language, but not supported yet by this version.");
        }
        else
        {
            bag.Error(
                DiagnosticCodes.UnknownStepType,
                entry.Value.Span,
                $"{path}: unknown step type '{Shown.Text(type)}'.",
                bag.Suggest(type, StepTypes.Names.Concat(StepTypes.Later)));
        }

        return null;
    }

    private void ReadCommon(StepReader reader)
    {
        var description = Fields.Text("description");
        Draft.Needs.AddRange(Fields.Texts("needs"));
        var when = Test("when");
        Draft.IsConditional = Fields.Find("when") is not null;
        var timeout = Fields.Duration("timeout");
        var retry = RetryReader.Read(Fields);
        var queue = Fields.Text("queue");
        var onFailure = Fields.Word(
            "onFailure",
            OnFailure.Stop,
            ("stop", OnFailure.Stop),
            ("continue", OnFailure.Continue),
            ("wait", OnFailure.Wait));
        Draft.MayFail = onFailure != OnFailure.Stop;
        var tags = Fields.Texts("tags").Select(t => t.Text).ToList();
        if (reader.TakesDefaults)
        {
            timeout ??= Blocks.Defaults.Timeout;
            retry ??= Blocks.Defaults.Retry;
            queue ??= Blocks.Defaults.Queue;
        }

        if (reader.Read(this) is not { } build) return;
        Draft.Build = () => build() with
        {
            Description = description,
            DependsOn = [.. Draft.DependsOn],
            When = when,
            Timeout = timeout,
            Retry = retry,
            Queue = queue,
            OnFailure = onFailure,
            Tags = tags,
        };
    }

    /// <summary>Reads a field that is an expression as it stands; null when it is absent.</summary>
    public string? Test(string field) =>
        Fields.Find(field) is { } entry ? Test(entry.Value, Fields.At(field)) : null;

    /// <summary>Reads an expression as it stands.</summary>
    public string? Test(YamlNode node, string where)
    {
        if (node is not YamlNode.Scalar scalar)
        {
            Fields.WrongKind(Bag, node, where, "an expression", "quote it when it begins with '[' or '{'");
            return null;
        }

        Draft.Sites.Add(ExpressionSite.OfBare(Bag, scalar, where, out var text));
        return text;
    }
}
