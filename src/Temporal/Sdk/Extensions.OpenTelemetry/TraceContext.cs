using System.Diagnostics;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>What goes from span to span across processes, as W3C names it.</summary>
/// <param name="Span">The span.</param>
/// <param name="Baggage">Its baggage, as the header of that name; null for none.</param>
internal sealed record TraceContext(ActivityContext Span, string? Baggage)
{
    /// <summary>Returns what the current span passes on; null where there is none.</summary>
    public static TraceContext? OfCurrent() => Activity.Current is { } activity
        ? new(activity.Context, BaggageOf(activity))
        : null;

    /// <summary>Reads what <see cref="Write"/> wrote; null when it is no trace.</summary>
    public static TraceContext? Read(IReadOnlyDictionary<string, string>? carrier) =>
        carrier != null
        && ActivityContext.TryParse(
            carrier.GetValueOrDefault("traceparent"), carrier.GetValueOrDefault("tracestate"), isRemote: true, out var span)
            ? new(span, carrier.GetValueOrDefault("baggage"))
            : null;

    /// <summary>Writes the W3C headers.</summary>
    public Dictionary<string, string> Write()
    {
        var carrier = new Dictionary<string, string>();
        if (Span != default)
        {
            carrier["traceparent"] = $"00-{Span.TraceId}-{Span.SpanId}-{(byte)Span.TraceFlags:x2}";
        }

        if (!string.IsNullOrEmpty(Span.TraceState))
        {
            carrier["tracestate"] = Span.TraceState;
        }

        if (!string.IsNullOrEmpty(Baggage))
        {
            carrier["baggage"] = Baggage;
        }

        return carrier;
    }

    /// <summary>Gives a span the baggage.</summary>
    public void PutBaggage(Activity? activity)
    {
        foreach (var item in Baggage?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            // Properties after a semicolon have no place in a span.
            if (item.Split(';')[0].Split('=', 2, StringSplitOptions.TrimEntries) is [var name, var value])
            {
                activity?.AddBaggage(Uri.UnescapeDataString(name), Uri.UnescapeDataString(value));
            }
        }
    }

    private static string? BaggageOf(Activity activity)
    {
        var items = activity.Baggage
            .Where(item => item.Value != null)
            .Select(item => $"{Uri.EscapeDataString(item.Key)}={Uri.EscapeDataString(item.Value!)}");
        return string.Join(',', items) is { Length: > 0 } baggage ? baggage : null;
    }
}
