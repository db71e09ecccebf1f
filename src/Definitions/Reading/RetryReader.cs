using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Reading;

/// <summary>Reads <c>retry</c>: a map, or a number of attempts.</summary>
internal static class RetryReader
{
    private const int MostAttempts = 1_000_000;
    private static readonly FieldSet Set = new("attempts", "interval", "backoff", "maximum", "notOn");

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

        return new(attempts, interval, backoff, maximum, [.. fields.Texts("notOn").Select(t => t.Text)]);
    }
}
