using System.Globalization;
using Pipelines.Definitions.Expressions.Evaluation;

namespace Pipelines.Definitions.Expressions.Functions;

/// <summary>Follows a path such as <c>$.metrics.auc</c>, <c>rows[0]['a b']</c> or <c>rows[-1]</c> into lists and
/// maps.</summary>
internal static class ValuePath
{
    /// <param name="root">Where the path starts.</param>
    /// <param name="path">Names behind dots, indexes and quoted names in brackets; <c>$</c> in front is
    /// optional.</param>
    /// <param name="otherwise">What is given when the path leads nowhere; an error when null.</param>
    public static Result Follow(Value root, string path, Value? otherwise)
    {
        var rest = path.AsSpan();
        if (rest is ['$', ..]) rest = rest[1..];
        else if (rest is not ([] or ['.', ..] or ['[', ..])) rest = string.Concat(".", path);
        var at = root;
        while (rest.Length > 0)
        {
            if (Segment(ref rest) is not { } key)
            {
                return Failure.Malformed($"{Failure.Quote(path)} is no path; write it as $.name[0]['any text']");
            }

            if (key is Value.Int { Number: < 0 } back && at is Value.List list)
            {
                key = Value.Of(list.Items.Length + back.Number);
            }

            if (!Access.Element(at, key, optional: false).Failed(out var failure, out var next)) at = next;
            else return otherwise is null ? failure : otherwise;
        }

        return at;
    }

    private static Value? Segment(ref ReadOnlySpan<char> rest)
    {
        if (rest[0] == '.')
        {
            var end = rest[1..].IndexOfAny('.', '[');
            var name = end < 0 ? rest[1..] : rest.Slice(1, end);
            rest = end < 0 ? [] : rest[(end + 1)..];
            return name.Length == 0 ? null : new Value.Text(name.ToString());
        }

        if (rest.Length < 3 || rest[0] != '[') return null;
        if (rest[1] is '\'' or '"')
        {
            var end = rest[2..].IndexOf([rest[1], ']']);
            if (end < 0) return null;
            var name = rest.Slice(2, end).ToString();
            rest = rest[(end + 4)..];
            return new Value.Text(name);
        }

        var close = rest.IndexOf(']');
        if (close < 0 || !long.TryParse(
            rest[1..close], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            return null;
        }

        rest = rest[(close + 1)..];
        return new Value.Int(index);
    }
}
