using Temporalio.Api.Enums.V1;

namespace Temporalio.Service.Visibility;

/// <summary>
/// Reads list queries: <c>= != &gt; &gt;= &lt; &lt;= AND OR NOT () BETWEEN IN STARTS_WITH IS NULL</c>, and for counts
/// <c>GROUP BY ExecutionStatus</c>.
/// </summary>
internal sealed class QueryParser
{
    private readonly List<QueryToken> _tokens;
    private readonly Func<string, IndexedValueType?> _typeOf;
    private int _at;

    private QueryParser(string query, Func<string, IndexedValueType?> typeOf) =>
        (_tokens, _typeOf) = (QueryLexer.Read(query), typeOf);

    private QueryToken Token => _tokens[_at];

    /// <summary>Returns the query with its values checked against the types of the attributes.</summary>
    /// <param name="query">The text; empty means all.</param>
    /// <param name="typeOf">The type of an attribute of the namespace, or null for an unknown one.</param>
    /// <exception cref="ServiceException">The query is not understood; the message says where and why.</exception>
    public static VisibilityQuery Parse(string query, Func<string, IndexedValueType?> typeOf)
    {
        var parser = new QueryParser(query, typeOf);
        var condition = parser.AtClauseOrEnd() ? null : parser.Or();
        var groups = parser.GroupBy();
        if (parser.Token.Is("ORDER")) throw QueryException.Unsupported("'ORDER BY' clause");
        if (parser.Token.Is("LIMIT")) throw QueryException.Unsupported("'LIMIT' clause");
        if (parser.Token.Kind != QueryTokenKind.End) throw QueryException.Syntax(parser.Token.End);
        return new VisibilityQuery(condition, groups);
    }

    private bool AtClauseOrEnd() =>
        Token.Kind == QueryTokenKind.End || Token.Is("GROUP") || Token.Is("ORDER") || Token.Is("LIMIT");

    private bool GroupBy()
    {
        if (!Take("GROUP")) return false;
        Need(Take("BY"));
        var name = Word();
        if (_typeOf(name) is null) throw QueryException.Unknown(name);
        if (name != "ExecutionStatus")
            throw QueryException.Unsupported($"'GROUP BY' clause is not supported for search attribute {name}");
        return true;
    }

    private QueryCondition Or()
    {
        var left = And();
        while (Take("OR")) left = new QueryCondition.Or(left, And());
        return left;
    }

    private QueryCondition And()
    {
        var left = Unary();
        while (Take("AND")) left = new QueryCondition.And(left, Unary());
        return left;
    }

    private QueryCondition Unary()
    {
        if (Take("NOT")) return new QueryCondition.Not(Unary());
        if (!TakeSign("(")) return Comparison();
        var inner = Or();
        Need(TakeSign(")"));
        return inner;
    }

    private QueryCondition Comparison()
    {
        var name = Word();
        var type = _typeOf(name) ?? throw QueryException.Unknown(name);
        if (Take("IS"))
        {
            var isNot = Take("NOT");
            Need(Take("NULL"));
            return Negate(new QueryCondition.IsNull(name), isNot);
        }

        var negated = Take("NOT");
        if (Take("BETWEEN"))
        {
            var low = Value(name, type);
            Need(Take("AND"));
            var high = Value(name, type);
            return Negate(new QueryCondition.Within(name, low, true, high, true), negated);
        }

        if (Take("IN")) return Negate(new QueryCondition.OneOf(name, Values(name, type), IsList(type)), negated);
        if (Take("STARTS_WITH")) return Negate(Starts(name, type), negated);
        if (Take("LIKE"))
        {
            throw QueryException.Unsupported(
                $"operator '{(negated ? "NOT LIKE" : "LIKE")}' not supported for {AttributeType.Name(type)} type search attribute '{name}'");
        }

        Need(!negated);
        return Compare(name, type);
    }

    private QueryCondition Compare(string name, IndexedValueType type)
    {
        if (Token.Kind != QueryTokenKind.Sign) throw QueryException.Syntax(Token.End);
        var sign = Token.Value;
        _at++;
        var value = Value(name, type);
        if (type == IndexedValueType.Text && sign is ("=" or "!="))
            return Negate(new QueryCondition.HasWord(name, (string)value), sign == "!=");
        if (type is (IndexedValueType.Text or IndexedValueType.KeywordList) && sign is not (
            "=" or "!="))
        {
            throw QueryException.Unsupported(
                $"operator '{sign}' not supported for {AttributeType.Name(type)} type search attribute '{name}'");
        }

        return sign switch
        {
            "=" => new QueryCondition.OneOf(name, [value], IsList(type)),
            "!=" => new QueryCondition.Not(new QueryCondition.OneOf(name, [value], IsList(type))),
            ">" => new QueryCondition.Within(name, value, false, null, false),
            ">=" => new QueryCondition.Within(name, value, true, null, false),
            "<" => new QueryCondition.Within(name, null, false, value, false),
            "<=" => new QueryCondition.Within(name, null, false, value, true),
            _ => throw QueryException.Syntax(_tokens[_at - 2].End),
        };
    }

    private QueryCondition.Starts Starts(string name, IndexedValueType type)
    {
        if (type is IndexedValueType.Keyword or IndexedValueType.KeywordList)
            return new QueryCondition.Starts(name, (string)Value(name, type), IsList(type));
        throw QueryException.Unsupported(
            $"operator 'STARTS_WITH' not supported for {AttributeType.Name(type)} type search attribute '{name}'");
    }

    private static bool IsList(IndexedValueType type) => type == IndexedValueType.KeywordList;

    private List<object> Values(string name, IndexedValueType type)
    {
        Need(TakeSign("("));
        var values = new List<object>();
        do
            values.Add(Value(name, type));
        while (TakeSign(","));
        Need(TakeSign(")"));
        return values;
    }

    private object Value(string name, IndexedValueType type)
    {
        if (Token.Kind is not (QueryTokenKind.Text or QueryTokenKind.Number) && !Token.Is("TRUE") && !Token.Is("FALSE"))
            throw QueryException.Syntax(Token.End);
        var value = QueryValue.Of(name, type, Token);
        _at++;
        return value;
    }

    private string Word()
    {
        if (Token.Kind != QueryTokenKind.Word) throw QueryException.Syntax(Token.End);
        return _tokens[_at++].Value;
    }

    private bool Take(string keyword)
    {
        if (!Token.Is(keyword)) return false;
        _at++;
        return true;
    }

    private bool TakeSign(string sign)
    {
        if (!Token.IsSign(sign)) return false;
        _at++;
        return true;
    }

    private void Need(bool taken)
    {
        if (!taken) throw QueryException.Syntax(Token.End);
    }

    private static QueryCondition Negate(QueryCondition condition, bool negated) =>
        negated ? new QueryCondition.Not(condition) : condition;
}
