using Pipelines.Definitions.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Pipelines.Definitions.Yaml;

/// <summary>Reads one YAML document into positioned nodes. JSON is YAML, so it reads JSON too.</summary>
internal sealed class YamlReader
{
    private readonly SourceText _source;
    private readonly DiagnosticBag _bag;
    private readonly Parser _parser;
    private int _nodes;

    private YamlReader(DiagnosticBag bag)
    {
        _bag = bag;
        _source = bag.Source;
        _parser = new Parser(new StringReader(_source.Text));
    }

    /// <summary>Returns the document's root; null when there is none or a fault leaves nothing to go on with.</summary>
    public static YamlNode? Read(DiagnosticBag bag)
    {
        if (bag.Source.Text.Length > YamlLimits.Length)
        {
            bag.Error(
                DiagnosticCodes.TooLarge,
                bag.Source.Span(0, 1),
                $"the file has {bag.Source.Text.Length:N0} characters; at most {YamlLimits.Length:N0} are read.",
                "split it, or keep data in files of its own");
            return null;
        }

        try
        {
            return new YamlReader(bag).Document();
        }
        catch (YamlException fault)
        {
            YamlFaults.Report(bag, fault);
        }
        catch (LimitException)
        {
            // Reported where it was met; nothing behind it can be read.
        }

        return null;
    }

    private YamlNode? Document()
    {
        Next();
        if (!Next() || _parser.Current is StreamEnd) return null;
        Next();
        var root = Node(depth: 0);
        Next();
        if (Next() && _parser.Current is DocumentStart second)
        {
            _bag.Error(
                DiagnosticCodes.YamlFeature,
                At(second.Start, second.End),
                "a second document begins here; a file holds one.",
                "put each pipeline into a file of its own");
        }

        return root;
    }

    private YamlNode Node(int depth)
    {
        var current = _parser.Current;
        if (++_nodes > YamlLimits.Nodes) Stop(current, $"the file has more than {YamlLimits.Nodes:N0} values");
        if (depth > YamlLimits.Depth) Stop(current, $"values stand more than {YamlLimits.Depth} deep");
        if (current is NodeEvent { Anchor.IsEmpty: false } anchored)
            Refuse(anchored, $"anchor '&{anchored.Anchor.Value}'", "write the value where it is needed");
        if (current is NodeEvent { Tag.IsEmpty: false } tagged)
            Refuse(tagged, "a tag ('!')", "leave it out; quote a value that is meant as text");
        switch (current)
        {
            case Scalar scalar:
                return Scalar(scalar);
            case SequenceStart:
                return Sequence(depth);
            case MappingStart:
                return Mapping(depth);
            case AnchorAlias alias:
                Refuse(alias, $"alias '*{alias.Value}'", "write the value out; quote text that begins with '*'");
                return new YamlNode.Scalar(_source, Index(alias.Start), Index(alias.End), "", ScalarForm.Plain);
            default:
                // On some malformed texts the parser closes a map behind a key without a value.
                throw new YamlException(current!.Start, current.End, "a value is missing");
        }
    }

    private YamlNode.Scalar Scalar(Scalar scalar)
    {
        var form = scalar.Style switch
        {
            ScalarStyle.SingleQuoted => ScalarForm.SingleQuoted,
            ScalarStyle.DoubleQuoted => ScalarForm.DoubleQuoted,
            ScalarStyle.Literal or ScalarStyle.Folded => ScalarForm.Block,
            _ => ScalarForm.Plain,
        };
        return new(_source, Index(scalar.Start), Index(scalar.End), scalar.Value, form);
    }

    private YamlNode.Sequence Sequence(int depth)
    {
        var start = Index(_parser.Current!.Start);
        var items = new List<YamlNode>();
        while (Next() && _parser.Current is not SequenceEnd) items.Add(Node(depth + 1));
        return new(_source, start, items);
    }

    private YamlNode.Mapping Mapping(int depth)
    {
        var start = Index(_parser.Current!.Start);
        var entries = new List<YamlEntry>();
        var seen = new Dictionary<string, YamlNode.Scalar>(StringComparer.Ordinal);
        while (Next() && _parser.Current is not MappingEnd)
        {
            var key = Node(depth + 1);
            Next();
            var value = Node(depth + 1);
            if (key is not YamlNode.Scalar name)
                _bag.Error(DiagnosticCodes.YamlFeature, key.Span, $"{key.Kind} is used as a key; keys are text.");
            else if (seen.TryAdd(name.Text, name))
                entries.Add(new(name, value));
            else
                Duplicate(name, seen[name.Text]);
        }

        return new(_source, start, entries);
    }

    private void Duplicate(YamlNode.Scalar key, YamlNode.Scalar first) =>
        _bag.Error(
            DiagnosticCodes.DuplicateKey,
            key.Span,
            $"'{Shown.Text(key.Text)}' stands twice in this map, first in line {first.Span.Line}.",
            "rename or remove one of them");

    private void Refuse(ParsingEvent node, string what, string hint) =>
        _bag.Error(DiagnosticCodes.YamlFeature, At(node.Start, node.End), $"{what} is not used in definitions.", hint);

    private void Stop(ParsingEvent? at, string what)
    {
        var start = Index(at!.Start);
        _bag.Error(DiagnosticCodes.TooLarge, _source.Span(start, 1), $"{what}; reading stops here.", null);
        throw new LimitException();
    }

    private bool Next()
    {
        try
        {
            return _parser.MoveNext();
        }
        catch (Exception fault) when (fault is not YamlException)
        {
            // On some malformed texts the scanner fails on a rule of its own instead of naming the fault.
            var at = _parser.Current?.End ?? new Mark();
            throw new YamlException(at, at, "nothing that can stand here follows", fault);
        }
    }

    private SourceSpan At(Mark start, Mark end) => _source.Span(Index(start), Index(end) - Index(start));

    private static int Index(Mark mark) => (int)mark.Index;

    private sealed class LimitException : Exception;
}
