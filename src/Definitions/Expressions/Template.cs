using System.Collections.Immutable;
using System.Text;
using Pipelines.Definitions.Expressions.Evaluation;
using Pipelines.Definitions.Expressions.Parsing;

namespace Pipelines.Definitions.Expressions;

/// <summary>Text that may hold expressions in <c>${{ }}</c>.</summary>
/// <remarks><c>$${{</c> stands for the text <c>${{</c>. Inside an expression, quotes and brackets may hold
/// <c>}}</c>.</remarks>
public sealed class Template
{
    private const string Open = "${{";
    private const string Close = "}}";
    private const string Comment = "//";

    private Template(ImmutableArray<TemplatePart> parts) => Parts = parts;

    /// <summary>The parts in order; no two neighbours are both text.</summary>
    public ImmutableArray<TemplatePart> Parts { get; }

    /// <summary>True when the template holds no expression.</summary>
    public bool IsConstant => !Parts.Any(p => p is TemplatePart.Hole);

    /// <summary>The expression, when the template is nothing but one; its value keeps its type. Else null.</summary>
    public TemplatePart.Hole? Whole => Parts is [TemplatePart.Hole hole] ? hole : null;

    /// <summary>What the expressions read; spans count in the template's text.</summary>
    public IReadOnlyList<Reference> References =>
        [.. Parts.OfType<TemplatePart.Hole>().SelectMany(hole => ExpressionReferences.Of(hole.Expression)
            .Select(r => r with { Span = r.Span with { Offset = r.Span.Offset + hole.Offset } }))];

    /// <summary>Reads a template. Every expression that is wrong gives its faults.</summary>
    public static TemplateParseResult Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = ImmutableArray.CreateBuilder<TemplatePart>();
        var faults = new List<ExpressionFault>();
        var plain = new StringBuilder();
        var at = 0;
        while (at < text.Length)
        {
            var next = text.IndexOf(Open, at, StringComparison.Ordinal);
            if (next < 0) break;
            if (next > at && text[next - 1] == '$')
            {
                plain.Append(text, at, next - 1 - at).Append(Open);
                at = next + Open.Length;
                continue;
            }

            plain.Append(text, at, next - at);
            var start = next + Open.Length;
            var end = EndOfHole(text, start);
            if (end < 0)
            {
                faults.Add(new ExpressionFault(
                    ExpressionCodes.Unclosed,
                    next,
                    Open.Length,
                    "${{ is not closed by }}",
                    "write $${{ for the text ${{"));
                return new TemplateParseResult(null, faults);
            }

            var parsed = ExpressionParser.Parse(text[start..end]);
            faults.AddRange(parsed.Faults.Select(f => f.MovedBy(start)));
            if (plain.Length > 0) parts.Add(new TemplatePart.Text(plain.ToString()));
            plain.Clear();
            if (parsed.Expression is not null) parts.Add(new TemplatePart.Hole(parsed.Expression, start));
            at = end + Close.Length;
        }

        plain.Append(text, at, text.Length - at);
        if (plain.Length > 0) parts.Add(new TemplatePart.Text(plain.ToString()));
        return faults.Count > 0
            ? new TemplateParseResult(null, faults)
            : new TemplateParseResult(new Template(parts.ToImmutable()), []);
    }

    /// <summary>Checks all expressions.</summary>
    /// <returns>The type of the result (text, unless the template is one whole expression), and faults with offsets in
    /// the template's text.</returns>
    public CheckResult Check(TypeEnvironment environment)
    {
        var faults = new List<ExpressionFault>();
        var type = CelType.Text;
        foreach (var hole in Parts.OfType<TemplatePart.Hole>())
        {
            var result = TypeChecker.Check(hole.Expression, environment);
            faults.AddRange(result.Faults.Select(f => f.MovedBy(hole.Offset)));
            if (Whole is not null) type = result.Type;
        }

        return new CheckResult(type, faults);
    }

    /// <summary>Evaluates the template: one whole expression gives its value; else the parts are turned into text and
    /// joined.</summary>
    /// <returns>The value, or the first error with its place in the template's text.</returns>
    public Outcome Evaluate(IBindings bindings, EvaluationLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(bindings);
        return Evaluate(bindings, new Meter(limits ?? EvaluationLimits.Default));
    }

    internal Outcome Evaluate(IBindings bindings, Meter meter)
    {
        if (Whole is { } whole) return Value(whole, bindings, meter);
        var output = new StringBuilder();
        foreach (var part in Parts)
        {
            if (part is TemplatePart.Text text)
            {
                output.Append(text.Content);
                continue;
            }

            var hole = (TemplatePart.Hole)part;
            var outcome = Value(hole, bindings, meter);
            if (outcome is not Outcome.Success success) return outcome;
            if (ValueText.Interpolate(meter, success.Value).Failed(out var failure, out var value))
            {
                return At(hole, failure);
            }

            var content = ((Value.Text)value).Content;
            if (meter.Fits((long)output.Length + content.Length) is { } tooLarge) return At(hole, tooLarge);
            output.Append(content);
        }

        return new Outcome.Success(Expressions.Value.Of(output.ToString()));
    }

    private static Outcome Value(TemplatePart.Hole hole, IBindings bindings, Meter meter)
    {
        var outcome = Evaluator.Evaluate(hole.Expression, bindings, meter);
        return outcome is Outcome.Failure failure
            ? new Outcome.Failure(failure.Error with { Offset = failure.Error.Offset + hole.Offset })
            : outcome;
    }

    private static Outcome.Failure At(TemplatePart.Hole hole, Failure failure) => new(new EvaluationError(
        failure.Code,
        failure.Message,
        hole.Offset + hole.Expression.Span.Offset,
        hole.Expression.Span.Length));

    /// <summary>Returns the index of the closing braces; -1 when there are none.</summary>
    private static int EndOfHole(string text, int at)
    {
        var open = 0;
        while (at < text.Length)
        {
            if (text[at] is '"' or '\'')
            {
                var start = at;
                while (start > 0 && text[start - 1] is 'r' or 'R' or 'b' or 'B') start--;
                at = TextLiteral.Skip(text, start);
                continue;
            }

            if (text.AsSpan(at).StartsWith(Comment, StringComparison.Ordinal))
            {
                while (at < text.Length && text[at] is not ('\n' or '\r') && !text.AsSpan(at).StartsWith(Close)) at++;
                if (at == text.Length) return -1;
            }

            if (open == 0 && text.AsSpan(at).StartsWith(Close, StringComparison.Ordinal)) return at;
            if (text[at] == '{') open++;
            else if (text[at] == '}') open--;
            at++;
        }

        return -1;
    }
}
