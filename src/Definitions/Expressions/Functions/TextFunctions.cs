using System.Collections.Immutable;
using System.Text;
using Pipelines.Definitions.Expressions.Evaluation;

namespace Pipelines.Definitions.Expressions.Functions;

/// <summary>CEL's functions on strings, its extension for strings, and base64. Places are counted in code
/// points.</summary>
internal static class TextFunctions
{
    public static ImmutableArray<Overload> All { get; } =
    [
        Overload.Member("contains", "string, string", "bool", (m, a) =>
            Search(m, a, (s, t) => s.Contains(t, StringComparison.Ordinal))),
        Overload.Member("startsWith", "string, string", "bool", (m, a) =>
            Search(m, a, (s, t) => s.StartsWith(t, StringComparison.Ordinal))),
        Overload.Member("endsWith", "string, string", "bool", (m, a) =>
            Search(m, a, (s, t) => s.EndsWith(t, StringComparison.Ordinal))),
        Overload.Member("matches", "string, string", "bool", Matches),
        Overload.Global("matches", "string, string", "bool", Matches),
        Overload.Member("charAt", "string, int", "string", CharAt),
        Overload.Member("indexOf", "string, string", "int", (m, a) => IndexOf(m, Text(a, 0), Text(a, 1), 0)),
        Overload.Member("indexOf", "string, string, int", "int", (m, a) =>
            IndexOf(m, Text(a, 0), Text(a, 1), Int(a, 2))),
        Overload.Member("lastIndexOf", "string, string", "int", (m, a) => LastIndexOf(m, Text(a, 0), Text(a, 1), null)),
        Overload.Member("lastIndexOf", "string, string, int", "int", (m, a) =>
            LastIndexOf(m, Text(a, 0), Text(a, 1), Int(a, 2))),
        Overload.Member("substring", "string, int", "string", (m, a) => Substring(m, Text(a, 0), Int(a, 1), null)),
        Overload.Member("substring", "string, int, int", "string", (m, a) =>
            Substring(m, Text(a, 0), Int(a, 1), Int(a, 2))),
        Overload.Member("lowerAscii", "string", "string", (m, a) =>
            Mapped(m, a, s => Ascii(s, char.IsAsciiLetterUpper, 32))),
        Overload.Member("upperAscii", "string", "string", (m, a) =>
            Mapped(m, a, s => Ascii(s, char.IsAsciiLetterLower, -32))),
        Overload.Member("reverse", "string", "string", (m, a) => Mapped(m, a, CodePoints.Reverse)),
        .. Both("trim", "string", "string", (m, a) => Mapped(m, a, s => s.Trim())),
        .. Both("lower", "string", "string", (m, a) => Mapped(m, a, s => s.ToLowerInvariant())),
        .. Both("upper", "string", "string", (m, a) => Mapped(m, a, s => s.ToUpperInvariant())),
        .. Both("replace", "string, string, string", "string", (m, a) =>
            TextParts.Replace(m, Text(a, 0), Text(a, 1), Text(a, 2), -1)),
        .. Both("replace", "string, string, string, int", "string", (m, a) =>
            TextParts.Replace(m, Text(a, 0), Text(a, 1), Text(a, 2), Int(a, 3))),
        .. Both("split", "string, string", "list(string)", (m, a) => TextParts.Split(m, Text(a, 0), Text(a, 1), -1)),
        .. Both("split", "string, string, int", "list(string)", (m, a) =>
            TextParts.Split(m, Text(a, 0), Text(a, 1), Int(a, 2))),
        .. Both("join", "list(dyn)", "string", (m, a) => TextParts.Join(m, (Value.List)a[0], "")),
        .. Both("join", "list(dyn), string", "string", (m, a) => TextParts.Join(m, (Value.List)a[0], Text(a, 1))),
        Overload.Global("strings.quote", "string", "string", (m, a) => Mapped(m, a, TextParts.Quote)),
        Overload.Global("base64.encode", "bytes", "string", (m, a) =>
            m.Reserve(a[0].Weight * 2) is { } large
                ? large
                : Convert.ToBase64String(((Value.Bytes)a[0]).Content.AsSpan())),
        Overload.Global("base64.decode", "string", "bytes", (m, a) =>
            m.Reserve(a[0].Weight) is { } large ? large : Decode(Text(a, 0))),
    ];

    /// <summary>Returns a function in both forms: <c>f(a, b)</c> and <c>a.f(b)</c>.</summary>
    public static Overload[] Both(string function, string parameters, string result, Implementation run) =>
        [Overload.Global(function, parameters, result, run), Overload.Member(function, parameters, result, run)];

    private static string Text(Value[] arguments, int index) => ((Value.Text)arguments[index]).Content;

    private static long Int(Value[] arguments, int index) => ((Value.Int)arguments[index]).Number;

    private static Result Search(Meter meter, Value[] arguments, Func<string, string, bool> search) =>
        meter.ChargeUnits(arguments[0].Weight + arguments[1].Weight) is { } costly
            ? costly
            : search(Text(arguments, 0), Text(arguments, 1));

    private static Result Mapped(Meter meter, Value[] arguments, Func<string, string> map) =>
        meter.Reserve(arguments[0].Weight) is { } large ? large : meter.Bounded(Value.Of(map(Text(arguments, 0))));

    private static Result Matches(Meter meter, Value[] arguments)
    {
        var (pattern, size, failure) = meter.Pattern(Text(arguments, 1));
        if (pattern is null) return failure!;
        return meter.ChargeUnits((arguments[0].Weight * (1 + (size / 16))) + (size * 8L)) is { } costly
            ? costly
            : pattern.IsMatch(Text(arguments, 0));
    }

    private static Failure OutOfRange(long index, string text) =>
        new(ExpressionCodes.OutOfRange, $"index {index} is outside the text of {CodePoints.Count(text)} characters");

    private static Result CharAt(Meter meter, Value[] arguments)
    {
        var (text, index) = (Text(arguments, 0), Int(arguments, 1));
        if (meter.ChargeUnits(text.Length) is { } costly) return costly;
        var unit = CodePoints.UnitOf(text, index);
        if (unit < 0) return OutOfRange(index, text);
        return unit == text.Length ? "" : text.Substring(unit, CodePoints.UnitOf(text[unit..], 1));
    }

    private static Result IndexOf(Meter meter, string text, string part, long from)
    {
        if (meter.ChargeUnits(text.Length + part.Length) is { } costly) return costly;
        var unit = CodePoints.UnitOf(text, from);
        if (unit < 0) return OutOfRange(from, text);
        var found = text.IndexOf(part, unit, StringComparison.Ordinal);
        return found < 0 ? -1L : CodePoints.PointOf(text, found);
    }

    private static Result LastIndexOf(Meter meter, string text, string part, long? from)
    {
        if (meter.ChargeUnits(text.Length + part.Length) is { } costly) return costly;
        var last = text.Length - part.Length;
        if (from is { } point)
        {
            var unit = CodePoints.UnitOf(text, point);
            if (unit < 0) return OutOfRange(point, text);
            last = Math.Min(last, unit);
        }

        if (last < 0) return -1L;
        var found = text.AsSpan(0, last + part.Length).LastIndexOf(part, StringComparison.Ordinal);
        return found < 0 ? -1L : CodePoints.PointOf(text, found);
    }

    private static Result Substring(Meter meter, string text, long start, long? end)
    {
        if (meter.ChargeUnits(text.Length) is { } costly) return costly;
        var first = CodePoints.UnitOf(text, start);
        if (first < 0) return OutOfRange(start, text);
        if (end is null) return text[first..];
        var last = CodePoints.UnitOf(text, end.Value);
        if (last < 0) return OutOfRange(end.Value, text);
        return first <= last
            ? text[first..last]
            : new Failure(ExpressionCodes.OutOfRange, $"the end {end} stands before the start {start}");
    }

    private static string Ascii(string text, Func<char, bool> changes, int by) =>
        string.Create(text.Length, (text, changes, by), static (output, state) =>
        {
            for (var i = 0; i < output.Length; i++)
            {
                output[i] = state.changes(state.text[i]) ? (char)(state.text[i] + state.by) : state.text[i];
            }
        });

    private static Result Decode(string text)
    {
        var padded = text.TrimEnd('=');
        padded = padded.PadRight((padded.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length];
        return Convert.TryFromBase64String(padded, bytes, out var count)
            ? new Value.Bytes([.. bytes.AsSpan(0, count)])
            : Failure.Malformed($"{Failure.Quote(text)} is no base64");
    }
}
