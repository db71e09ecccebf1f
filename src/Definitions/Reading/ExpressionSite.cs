using System.Collections.Immutable;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading;

/// <summary>A place in the text that holds an expression, or text with expressions in it.</summary>
internal sealed class ExpressionSite
{
    private readonly int _offset;

    private ExpressionSite(YamlNode.Scalar scalar, string where, ExpectedValue expected, int offset) =>
        (Scalar, Where, Expected, _offset) = (scalar, where, expected, offset);

    public YamlNode.Scalar Scalar { get; }

    /// <summary>The place in words: <c>steps.train.inputs.data</c>.</summary>
    public string Where { get; }

    public ExpectedValue Expected { get; }

    /// <summary>The text with its expressions; null when it is one bare expression or cannot be read.</summary>
    public Template? Template { get; private init; }

    /// <summary>The bare expression; null when it is a template or cannot be read.</summary>
    public Expression? Bare { get; private init; }

    /// <summary>Length of the bare expression.</summary>
    public int BareLength { get; private init; }

    public IReadOnlyList<Reference> References { get; private init; } = ImmutableArray<Reference>.Empty;

    public CheckResult? Check(TypeEnvironment environment) =>
        Bare is not null ? TypeChecker.Check(Bare, environment) : Template?.Check(environment);

    /// <summary>Returns the place of a stretch of the expression's own text.</summary>
    public SourceSpan SpanOf(int offset, int length) => Scalar.SpanOf(_offset + offset, length);

    /// <summary>The text that <see cref="Reference.Span"/> points into.</summary>
    public string Text => Scalar.Text[_offset..];

    /// <summary>Reads a string that may hold <c>${{ … }}</c>.</summary>
    public static ExpressionSite OfTemplate(
        DiagnosticBag bag, YamlNode.Scalar scalar, string where, ExpectedValue expected)
    {
        var parsed = Template.Parse(scalar.Text);
        var site = new ExpressionSite(scalar, where, expected, offset: 0)
        {
            Template = parsed.Template,
            References = parsed.Template?.References ?? [],
        };
        site.Report(bag, parsed.Faults);
        return site;
    }

    /// <summary>Reads a string that is an expression as it stands; <c>${{ }}</c> around the whole of it is taken
    /// off.</summary>
    /// <param name="bag">Takes the faults.</param>
    /// <param name="scalar">The string.</param>
    /// <param name="where">The place in words.</param>
    /// <param name="expected">What the place can use.</param>
    /// <param name="text">The expression without what stands around it.</param>
    public static ExpressionSite OfBare(
        DiagnosticBag bag, YamlNode.Scalar scalar, string where, ExpectedValue expected, out string text)
    {
        var start = scalar.Text.Length - scalar.Text.TrimStart().Length;
        text = scalar.Text.Trim();
        if (text.StartsWith("${{", StringComparison.Ordinal) && text.EndsWith("}}", StringComparison.Ordinal)
            && text.IndexOf("${{", 3, StringComparison.Ordinal) < 0)
        {
            var inner = text[3..^2];
            start += 3 + inner.Length - inner.TrimStart().Length;
            text = inner.Trim();
        }

        var parsed = ExpressionParser.Parse(text);
        var site = new ExpressionSite(scalar, where, expected, start)
        {
            Bare = parsed.Expression,
            BareLength = text.Length,
            References = parsed.Expression is null ? [] : ExpressionReferences.Of(parsed.Expression),
        };
        site.Report(bag, parsed.Faults);
        return site;
    }

    public void Report(DiagnosticBag bag, IEnumerable<ExpressionFault> faults)
    {
        foreach (var fault in faults)
            bag.Error(fault.Code, SpanOf(fault.Offset, fault.Length), $"{Where}: {fault.Message}", fault.Hint);
    }
}
