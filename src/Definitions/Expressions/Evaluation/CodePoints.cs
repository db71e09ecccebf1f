using System.Text;

namespace Pipelines.Definitions.Expressions.Evaluation;

/// <summary>Text counted in code points, as CEL counts it; .NET counts UTF-16 code units.</summary>
internal static class CodePoints
{
    public static long Count(string text)
    {
        long count = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsLowSurrogate(text[i]) && char.IsHighSurrogate(text[i - 1])) count--;
        }

        return count;
    }

    /// <summary>Returns the UTF-16 index of a code point; -1 when the text has fewer.</summary>
    public static int UnitOf(string text, long point)
    {
        if (point < 0) return -1;
        var unit = 0;
        for (; point > 0 && unit < text.Length; point--) unit += IsPair(text, unit) ? 2 : 1;
        return point == 0 ? unit : -1;
    }

    /// <summary>Returns how many code points stand in front of a UTF-16 index.</summary>
    public static long PointOf(string text, int unit) => Count(text[..unit]);

    /// <summary>Orders by code point.</summary>
    public static int Compare(string left, string right)
    {
        var shared = Math.Min(left.Length, right.Length);
        for (var i = 0; i < shared; i++)
        {
            if (left[i] == right[i]) continue;
            var (a, b) = (left[i], right[i]);
            // A surrogate stands for a code point above every other unit.
            return char.IsSurrogate(a) != char.IsSurrogate(b) ? (char.IsSurrogate(a) ? 1 : -1) : a.CompareTo(b);
        }

        return left.Length.CompareTo(right.Length);
    }

    public static IEnumerable<string> Split(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var length = IsPair(text, i) ? 2 : 1;
            yield return text.Substring(i, length);
            i += length;
        }
    }

    public static string Reverse(string text)
    {
        var output = new StringBuilder(text.Length);
        foreach (var point in Split(text).Reverse()) output.Append(point);
        return output.ToString();
    }

    private static bool IsPair(string text, int at) =>
        at + 1 < text.Length && char.IsHighSurrogate(text[at]) && char.IsLowSurrogate(text[at + 1]);
}
