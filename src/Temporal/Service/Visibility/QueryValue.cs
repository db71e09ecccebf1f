using System.Globalization;
using Temporalio.Api.Enums.V1;

namespace Temporalio.Service.Visibility;

/// <summary>Turns a literal of a list query into a value of its attribute's type.</summary>
internal static class QueryValue
{
    /// <summary>Returns the value.</summary>
    /// <exception cref="ServiceException">The literal does not fit.</exception>
    public static object Of(string name, IndexedValueType type, QueryToken literal)
    {
        if (name == "ExecutionStatus") return Status(literal);
        if (name == "ExecutionDuration") return Duration(literal);
        var text = literal.Kind == QueryTokenKind.Text ? literal.Value : null;
        return type switch
        {
            IndexedValueType.Keyword or IndexedValueType.Text or IndexedValueType.KeywordList when text is not null =>
                text,
            IndexedValueType.Int when Number(literal) is { } number && number == Math.Floor(number) => (long)number,
            IndexedValueType.Double when Number(literal) is { } number => number,
            IndexedValueType.Bool when literal.Is("TRUE") => true,
            IndexedValueType.Bool when literal.Is("FALSE") => false,
            IndexedValueType.Datetime when text is not null => AttributeValue.Time(text)
                ?? throw QueryException.Expression($"unable to parse datetime '{text}'"),
            // Times are kept in nanoseconds since 1970 where a number names one.
            IndexedValueType.Datetime when Number(literal) is { } nanoseconds =>
                DateTimeOffset.UnixEpoch.AddTicks((long)(nanoseconds / TimeSpan.NanosecondsPerTick)),
            _ => throw Misfit(name, type, literal),
        };
    }

    private static string Status(QueryToken literal)
    {
        if (literal.Kind == QueryTokenKind.Number && int.TryParse(literal.Value, out var number)
            && Enum.IsDefined((WorkflowExecutionStatus)number))
            return ((WorkflowExecutionStatus)number).ToString();
        var known = Enum.GetValues<WorkflowExecutionStatus>()
            .Where(status => status != WorkflowExecutionStatus.Unspecified)
            .Select(status => status.ToString());
        return known.FirstOrDefault(status => status == literal.Value)
            ?? throw QueryException.Expression($"invalid ExecutionStatus value '{literal.Value}'");
    }

    /// <summary>Nanoseconds, from a number of them, from <c>1h2m3s</c>, or from <c>01:02:03</c>.</summary>
    private static long Duration(QueryToken literal)
    {
        if (literal.Kind == QueryTokenKind.Number && long.TryParse(literal.Value, out var number)) return number;
        if (TimeSpan.TryParseExact(literal.Value, @"hh\:mm\:ss", CultureInfo.InvariantCulture, out var clock))
            return clock.Ticks * TimeSpan.NanosecondsPerTick;
        return GoDuration(literal.Value)
            ?? throw QueryException.Expression(
                $"invalid value for search attribute ExecutionDuration: {literal.Value}");
    }

    private static long? GoDuration(string text)
    {
        var total = 0.0;
        var at = 0;
        while (at < text.Length)
        {
            var number = at;
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.')) at++;
            var unit = at;
            while (at < text.Length && char.IsLetter(text[at])) at++;
            if (!double.TryParse(
                text.AsSpan(number, unit - number), CultureInfo.InvariantCulture, out var value)) return null;
            double? scale = text[unit..at] switch
            {
                "ns" => 1, "us" => 1e3, "ms" => 1e6, "s" => 1e9, "m" => 60e9, "h" => 3600e9, "d" => 86400e9, _ => null,
            };
            if (scale is null) return null;
            total += value * scale.Value;
        }

        return text.Length == 0 ? null : (long)total;
    }

    private static double? Number(QueryToken literal) => literal.Kind == QueryTokenKind.Number
        && double.TryParse(literal.Value, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ServiceException Misfit(string name, IndexedValueType type, QueryToken literal)
    {
        var (shown, kind) = literal.Kind switch
        {
            QueryTokenKind.Text => ($"\"{literal.Value}\"", "string"),
            QueryTokenKind.Number when literal.Value.Contains('.') => (literal.Value, "float64"),
            QueryTokenKind.Number => (literal.Value, "int64"),
            _ => (literal.Value.ToLowerInvariant(), "bool"),
        };
        return QueryException.Expression(
            $"invalid value type for search attribute {name} of type {AttributeType.Name(type)}: {shown} (type: {kind})");
    }
}
