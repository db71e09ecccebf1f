using System.Collections.Immutable;
using System.Text;
using Pipelines.Definitions.Expressions.Evaluation;

namespace Pipelines.Definitions.Expressions.Functions;

/// <summary>Taking text apart and putting it together.</summary>
internal static class TextParts
{
    /// <summary>Replaces the first <paramref name="limit"/> places, or all when it is negative.</summary>
    public static Result Replace(Meter meter, string text, string old, string with, long limit)
    {
        if (meter.ChargeUnits(text.Length) is { } costly) return costly;
        if (limit < 0) limit = long.MaxValue;
        long places = old.Length == 0 ? CodePoints.Count(text) + 1 : 0;
        for (var at = 0; old.Length > 0 && places < limit
            && (at = text.IndexOf(old, at, StringComparison.Ordinal)) >= 0; at += old.Length) places++;
        places = Math.Min(places, limit);
        if (meter.Reserve(text.Length + (places * (with.Length - (long)old.Length))) is { } large) return large;
        var output = new StringBuilder();
        if (old.Length == 0)
        {
            foreach (var point in CodePoints.Split(text)) output.Append(places-- > 0 ? with : "").Append(point);
            return output.Append(places > 0 ? with : "").ToString();
        }

        var start = 0;
        for (; places > 0; places--)
        {
            var next = text.IndexOf(old, start, StringComparison.Ordinal);
            output.Append(text, start, next - start).Append(with);
            start = next + old.Length;
        }

        return output.Append(text, start, text.Length - start).ToString();
    }

    /// <summary>Splits into at most <paramref name="limit"/> parts, or any number when it is negative.</summary>
    public static Result Split(Meter meter, string text, string separator, long limit)
    {
        if (meter.Reserve(text.Length * 2L) is { } large) return large;
        if (limit == 0) return new Value.List([]);
        var parts = ImmutableArray.CreateBuilder<Value>();
        var start = 0;
        while (limit < 0 || parts.Count < limit - 1)
        {
            var end = separator.Length > 0
                ? text.IndexOf(separator, start, StringComparison.Ordinal)
                : start < text.Length
                    ? start + CodePoints.UnitOf(text.Substring(start, Math.Min(2, text.Length - start)), 1)
                    : -1;
            if (end < 0 || (separator.Length == 0 && end == text.Length)) break;
            parts.Add(Value.Of(text[start..end]));
            start = end + separator.Length;
        }

        if (separator.Length > 0 || text.Length > 0) parts.Add(Value.Of(text[start..]));
        return meter.Charge(parts.Count) is { } costly ? costly : meter.Bounded(new Value.List(parts.ToImmutable()));
    }

    /// <summary>Joins the elements, which are turned into text as in a template.</summary>
    public static Result Join(Meter meter, Value.List list, string separator)
    {
        if (meter.Reserve(Weights.Add(list.Weight, (long)separator.Length * list.Items.Length)) is { } large)
        {
            return large;
        }

        var output = new StringBuilder();
        for (var i = 0; i < list.Items.Length; i++)
        {
            if (ValueText.Interpolate(meter, list.Items[i]).Failed(out var failure, out var part)) return failure;
            output.Append(i > 0 ? separator : "").Append(((Value.Text)part).Content);
        }

        return meter.Bounded(Value.Of(output.ToString()));
    }

    /// <summary>Returns the text as a literal in double quotes.</summary>
    public static string Quote(string text)
    {
        var output = new StringBuilder("\"");
        foreach (var unit in text)
        {
            output.Append(unit switch
            {
                '\a' => "\\a",
                '\b' => "\\b",
                '\f' => "\\f",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\v' => "\\v",
                '\\' => "\\\\",
                '"' => "\\\"",
                _ => unit.ToString(),
            });
        }

        return output.Append('"').ToString();
    }
}
