using System.Net.Http.Headers;

namespace Pipelines.Activities.Http;

/// <summary>What a status code means for a call. Pure.</summary>
internal static class HttpStatuses
{
    /// <summary>True when the answer is one that the step takes.</summary>
    public static bool IsExpected(int status, IReadOnlyList<int> expect) =>
        expect.Count == 0 ? status is >= 200 and <= 299 : expect.Contains(status);

    /// <summary>True when the same call may be answered otherwise later.</summary>
    public static bool MayPass(int status) => status is 408 or 425 or 429 or (>= 500 and <= 599);

    /// <summary>True for redirects that name where to go.</summary>
    public static bool IsRedirect(int status) => status is 301 or 302 or 303 or 307 or 308;

    /// <summary>True when the redirected call is a GET without a body, as browsers and curl do it.</summary>
    public static bool BecomesGet(int status, string method) =>
        (status == 303 && method != "HEAD") || (status is 301 or 302 && method == "POST");

    /// <summary>How long the answer asks to be left alone; null when it says nothing that counts.</summary>
    public static TimeSpan? RetryAfter(RetryConditionHeaderValue? header, DateTimeOffset now, TimeSpan longest)
    {
        var asked = header?.Delta ?? (header?.Date is { } date ? date - now : null);
        return asked is not { } wait || wait <= TimeSpan.Zero ? null : wait < longest ? wait : longest;
    }
}
