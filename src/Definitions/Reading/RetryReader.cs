using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Reading.Shapes;

namespace Pipelines.Definitions.Reading;

/// <summary>Reads <c>retry</c>.</summary>
internal static class RetryReader
{
    private const int MostAttempts = 1_000_000;

    private static readonly FieldSet Set = new(
        new("attempts", new Shape.Whole(1, MostAttempts), "Attempts in all, the first included. Default: 3."),
        new("interval", Part.Duration, "Wait before the second attempt. Default: 1s."),
        new("backoff", new Shape.Number(1), "Growth of the wait from attempt to attempt. Default: 2."),
        new("maximum", Part.Duration, "Longest single wait. Default: 100 times the interval."),
        new("notOn", Part.Texts, "Error classes that are not tried again, such as ScriptFailed or Timeout."));

    public static Field Field { get; } = new(
        "retry", new Shape.Object(Set), "How a failed attempt is tried again. Default: not at all.");

    public static RetryDefinition? Read(Fields owner)
    {
        if (owner.Find("retry") is not { } entry) return null;
        var path = owner.At("retry");
        if (Fields.Open(owner.Bag, entry.Value, path, entry.Key.Span, Set) is not { } fields) return null;
        var attempts = fields.Whole("attempts", 1, MostAttempts) ?? 3;
        var interval = fields.Duration("interval") ?? TimeSpan.FromSeconds(1);
        var backoff = fields.Number("backoff") ?? 2;
        var maximum = fields.Duration("maximum");
        if (backoff < 1)
        {
            owner.Bag.Error(
                DiagnosticCodes.OutOfRange,
                fields.Find("backoff")!.Value.Span,
                $"{path}.backoff is {backoff}; it takes 1 or more.",
                "1 keeps the wait constant");
        }

        if (maximum < interval)
        {
            var at = fields.Find("maximum")!.Value.Span;
            owner.Bag.Error(
                DiagnosticCodes.Retry,
                at,
                $"{path}: maximum is shorter than interval; no wait could be that long.",
                "raise maximum or lower interval");
        }

        return new(attempts, interval, backoff, maximum, Classes(fields));
    }

    private static List<string> Classes(Fields fields)
    {
        var classes = new List<string>();
        foreach (var text in fields.Texts("notOn"))
        {
            if (Names.IsErrorClass(text.Text))
            {
                classes.Add(text.Text);
                continue;
            }

            fields.Bag.Error(
                DiagnosticCodes.BadName,
                text.Span,
                $"{fields.At("notOn")}: '{Shown.Text(text.Text)}' is no error class: that is a word such as "
                + "ScriptFailed, "
                + "Timeout or an exception's type name.");
        }

        return classes;
    }
}
