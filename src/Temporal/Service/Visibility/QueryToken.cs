namespace Temporalio.Service.Visibility;

/// <summary>What a token of a list query is.</summary>
internal enum QueryTokenKind
{
    /// <summary>A name or keyword, also one in backquotes.</summary>
    Word,

    /// <summary>A text in quotes.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>An operator, bracket or comma.</summary>
    Sign,

    /// <summary>The end of the query.</summary>
    End,
}

/// <summary>A token of a list query.</summary>
/// <param name="Value">Its text, without quotes.</param>
/// <param name="End">The place behind it, from 0.</param>
internal readonly record struct QueryToken(QueryTokenKind Kind, string Value, int End)
{
    /// <summary>Whether it is this keyword, in any case.</summary>
    public bool Is(string keyword) =>
        Kind == QueryTokenKind.Word && Value.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is this sign.</summary>
    public bool IsSign(string sign) => Kind == QueryTokenKind.Sign && Value == sign;
}
