namespace Temporalio.Service.Visibility;

/// <summary>A condition of a list query, with values already of their attribute's type.</summary>
internal abstract record QueryCondition
{
    private QueryCondition()
    {
    }

    /// <summary>
    /// Whether it holds for an execution; null, as in SQL, when the execution lacks the value that would tell, so that
    /// neither the condition nor its opposite finds it.
    /// </summary>
    public abstract bool? Holds(VisibilityRow row);

    /// <summary>Both hold.</summary>
    public sealed record And(QueryCondition Left, QueryCondition Right) : QueryCondition
    {
        public override bool? Holds(VisibilityRow row) => Left.Holds(row) & Right.Holds(row);
    }

    /// <summary>One holds or both.</summary>
    public sealed record Or(QueryCondition Left, QueryCondition Right) : QueryCondition
    {
        public override bool? Holds(VisibilityRow row) => Left.Holds(row) | Right.Holds(row);
    }

    /// <summary>It does not hold.</summary>
    public sealed record Not(QueryCondition Inner) : QueryCondition
    {
        public override bool? Holds(VisibilityRow row) => !Inner.Holds(row);
    }

    /// <summary>The value is one of these. A list holds when one of its items is, and a missing one has
    /// none.</summary>
    public sealed record OneOf(string Attribute, IReadOnlyList<object> Values, bool OfList) : QueryCondition
    {
        public override bool? Holds(VisibilityRow row) => row.Value(Attribute) switch
        {
            null => OfList ? false : null,
            string[] items => items.Any(item => Values.Contains(item)),
            var value => Values.Contains(value),
        };
    }

    /// <summary>A word of the text is a word of this one, in any case.</summary>
    public sealed record HasWord(string Attribute, string Words) : QueryCondition
    {
        public override bool? Holds(VisibilityRow row) =>
            row.Value(Attribute) is string text && Split(text).Intersect(Split(Words)).Any();

        private static IEnumerable<string> Split(string text) => text.ToUpperInvariant()
            .Split([' ', '\t', '\n', '\r', ',', '.', ';', ':', '-', '_', '/', '!', '?'],
                StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The value lies between two, each included or not; null for no bound.</summary>
    public sealed record Within(string Attribute, object? Low, bool LowIncluded, object? High, bool HighIncluded)
        : QueryCondition
    {
        public override bool? Holds(VisibilityRow row)
        {
            if (row.Value(Attribute) is not { } value) return null;
            return (Low is null || Order(value, Low) > (LowIncluded ? -1 : 0))
                && (High is null || Order(value, High) < (HighIncluded ? 1 : 0));
        }

        private static int Order(object left, object right) => left is string text
            ? Math.Sign(string.CompareOrdinal(text, (string)right))
            : Math.Sign(Comparer<object>.Default.Compare(left, right));
    }

    /// <summary>The text begins with this one.</summary>
    public sealed record Starts(string Attribute, string Prefix, bool OfList) : QueryCondition
    {
        public override bool? Holds(VisibilityRow row) => row.Value(Attribute) switch
        {
            string text => text.StartsWith(Prefix, StringComparison.Ordinal),
            string[] items => items.Any(item => item.StartsWith(Prefix, StringComparison.Ordinal)),
            _ => OfList ? false : null,
        };
    }

    /// <summary>There is no value.</summary>
    public sealed record IsNull(string Attribute) : QueryCondition
    {
        public override bool? Holds(VisibilityRow row) => row.Value(Attribute) is null;
    }
}
