using System.Collections.Frozen;
using System.Text.Json;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Expressions;
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
        if (Fields.AsMap(blocks.Bag, entry.Value, path) is not { } written) return;
        if (blocks.Templates.Lay(written, path, out var used) is { } map
            && Reader(blocks.Bag, draft, map, path) is { } reader)
        {
            draft.IsOpaque = false;
            var reading = new StepReading(
                blocks, draft, Fields.Open(blocks.Bag, map, path, entry.Key.Span, reader.Fields)!);
            reading.ReadCommon(reader);
        }

        blocks.Templates.Close(used);
    }

    /// <summary>Makes a block of the step and adds it to its draft.</summary>
    /// <param name="suffix">What follows the step's path: <c>.then</c>, <c>[i]</c>, or nothing.</param>
    /// <param name="kind">What the block is to the step.</param>
    /// <param name="givesOutputs">True when its outputs are those of the step.</param>
    public BlockDraft AddBlock(string suffix, BlockKind kind, bool givesOutputs = true)
    {
        var block = new BlockDraft(Draft.Path + suffix, Draft.Block, Draft) { Kind = kind };
        Draft.Blocks.Add(block);
        if (givesOutputs) Draft.OutputBlocks.Add(block);
        return block;
    }

    /// <summary>Adds a place with names of its own for some of the step's expressions.</summary>
    public BlockDraft AddPlace(IReadOnlyDictionary<string, CelType>? names = null)
    {
        var place = new BlockDraft(Draft.Path, Draft.Block, Draft)
        {
            Kind = BlockKind.Place,
            Names = names ?? FrozenDictionary<string, CelType>.Empty,
        };
        Draft.Blocks.Add(place);
        return place;
    }

    /// <summary>Warns of a field that changes nothing.</summary>
    public void NoEffect(YamlEntry field, string reason, string hint) =>
        Bag.Warning(
            DiagnosticCodes.NoEffect, field.Key.Span, $"{Fields.At(field.Name)} changes nothing: {reason}.", hint);

    /// <summary>Reads a template in a field; null when the field is absent.</summary>
    public JsonElement? Template(string field, ExpectedValue expected, List<ExpressionSite>? sites = null) =>
        Fields.Find(field) is { } entry
            ? Values.Read(Bag, entry.Value, Fields.At(field), expected, sites ?? Draft.Sites)
            : null;

    private static StepReader? Reader(DiagnosticBag bag, StepDraft draft, YamlNode.Mapping map, string path)
    {
        if (map.Find("type") is not { } entry)
        {
            var program = map.Find("command") ?? map.Find("component");
            bag.Error(
                DiagnosticCodes.MissingField,
                draft.Key.Span,
                $"{path}: 'type' is missing.",
                program is null ? "known here: " + string.Join(", ", StepTypes.Names)
                    : "for example 'type: processing'");
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

    /// <summary>Reads a field that is a test as it stands; null when it is absent.</summary>
    public string? Test(string field) => Test(field, Draft.Sites);

    /// <summary>Reads a field that is a test as it stands and is evaluated elsewhere; null when it is absent.</summary>
    public string? Test(string field, List<ExpressionSite> sites) => Fields.Find(field) is { } entry
        ? Expression(entry.Value, Fields.At(field), ExpectedValue.Truth, sites)
        : null;

    /// <summary>Reads a test as it stands.</summary>
    public string? Test(YamlNode node, string where) => Expression(node, where, ExpectedValue.Truth, Draft.Sites);

    /// <summary>Reads an expression as it stands.</summary>
    public string? Expression(YamlNode node, string where, ExpectedValue expected, List<ExpressionSite> sites)
    {
        if (node is not YamlNode.Scalar scalar)
        {
            Fields.WrongKind(Bag, node, where, "an expression", "quote it when it begins with '[' or '{'");
            return null;
        }

        sites.Add(ExpressionSite.OfBare(Bag, scalar, where, expected, out var text));
        return text;
    }
}
