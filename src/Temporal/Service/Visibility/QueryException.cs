namespace Temporalio.Service.Visibility;

/// <summary>Refusals of list queries, in the words of Temporal's server.</summary>
internal static class QueryException
{
    // The server reads a query behind this text and counts positions from its start.
    private const int PositionOffset = 28;

    private const string NoQuery = "invalid query: malformed SQL query: ";

    /// <summary>The query is no query.</summary>
    /// <param name="at">The place behind the token that does not fit.</param>
    public static ServiceException Syntax(int at) =>
        ServiceException.Invalid($"{NoQuery}syntax error at position {at + PositionOffset}");

    /// <summary>The refusal of a query for workers: of what is no query, the server has other words for it.</summary>
    public static ServiceException ForWorkers(ServiceException refused) =>
        refused.Message.StartsWith(NoQuery, StringComparison.Ordinal)
            ? ServiceException.Invalid($"malformed query: {refused.Message[NoQuery.Length..]}")
            : refused;

    /// <summary>No such attribute.</summary>
    public static ServiceException Unknown(string name) =>
        ServiceException.Invalid($"invalid query: invalid search attribute: {name}");

    /// <summary>A value that does not fit its attribute.</summary>
    public static ServiceException Expression(string what) =>
        ServiceException.Invalid($"invalid query: invalid expression: {what}");

    /// <summary>Something of SQL that lists do not know.</summary>
    public static ServiceException Unsupported(string what) =>
        ServiceException.Invalid($"invalid query: operation is not supported: {what}");
}
