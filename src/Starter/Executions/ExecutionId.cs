using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Pipelines.Starter.Executions;

/// <summary>
/// Ids of executions: a workflow's id, a folder's name below logs and jobs, <c>PIPELINE_EXECUTION_ID</c>.
/// </summary>
public static partial class ExecutionId
{
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <summary>Returns the pipeline's name, the time to the second (UTC) and five random letters.</summary>
    public static string New(string pipeline, DateTimeOffset now) =>
        $"{pipeline}-{now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}-{RandomNumberGenerator.GetString(Letters, 5)}";

    /// <summary>
    /// True when <paramref name="id"/> is 1 to 200 letters, digits, <c>.</c>, <c>_</c> or <c>-</c> and starts with a
    /// letter or digit.
    /// </summary>
    public static bool IsValid(string id) => Pattern().IsMatch(id);

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$")]
    private static partial Regex Pattern();
}
