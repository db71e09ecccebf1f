using System.Text;

namespace Temporalio.Service.Visibility;

/// <summary>Cuts a list query into tokens.</summary>
internal static class QueryLexer
{
    private static readonly string[] Signs = ["<>", "!=", ">=", "<=", "=", ">", "<", "(", ")", ","];

    /// <summary>Returns the tokens; the last one is the end.</summary>
    public static List<QueryToken> Read(string query)
    {
        var tokens = new List<QueryToken>();
        for (var at = 0; ;)
        {
            while (at < query.Length && char.IsWhiteSpace(query[at])) at++;
            if (at == query.Length)
            {
                tokens.Add(new QueryToken(QueryTokenKind.End, "", at));
                return tokens;
            }

            var token = Next(query, at);
            tokens.Add(token);
            at = token.End;
        }
    }

    private static QueryToken Next(string query, int at)
    {
        var first = query[at];
        if (first is '\'' or '"') return Quoted(query, at, QueryTokenKind.Text);
        if (first == '`') return Quoted(query, at, QueryTokenKind.Word);
        if (char.IsAsciiDigit(
            first) || (first is '-' or '+' && at + 1 < query.Length && char.IsAsciiDigit(query[at + 1])))
            return While(query, at, QueryTokenKind.Number, c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+');
        if (char.IsLetter(first) || first == '_')
            return While(query, at, QueryTokenKind.Word, c => char.IsLetterOrDigit(c) || c is '_' or '.');
        var sign = Array.Find(
            Signs, known => query.AsSpan(at).StartsWith(known)) ?? throw QueryException.Syntax(at + 1);
        return new QueryToken(QueryTokenKind.Sign, sign == "<>" ? "!=" : sign, at + sign.Length);
    }

    private static QueryToken While(string query, int at, QueryTokenKind kind, Func<char, bool> belongs)
    {
        var end = at + 1;
        while (end < query.Length && belongs(query[end])) end++;
        return new QueryToken(kind, query[at..end], end);
    }

    private static QueryToken Quoted(string query, int at, QueryTokenKind kind)
    {
        var quote = query[at];
        var text = new StringBuilder();
        for (var i = at + 1; i < query.Length; i++)
        {
            if (query[i] == '\\' && i + 1 < query.Length) text.Append(query[++i]);
            else if (query[i] != quote) text.Append(query[i]);
            else if (i + 1 < query.Length && query[i + 1] == quote) text.Append(query[++i]); // doubled: the quote itself
            else return new QueryToken(kind, text.ToString(), i + 1);
        }

        throw QueryException.Syntax(query.Length);
    }
}
