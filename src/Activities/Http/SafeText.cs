using Pipelines.Definitions.Contracts;

namespace Pipelines.Activities.Http;

/// <summary>Addresses and answers as logs and errors may show them: without what could be a credential. Pure.</summary>
internal static class SafeText
{
    private const int LongestExcerpt = 300;
    private const int ShortestSecret = 4;

    /// <summary>The address without user, password, query and fragment.</summary>
    public static string Of(Uri address) => $"{address.Scheme}://{address.Authority}{address.AbsolutePath}";

    /// <summary>An address that may not even be one, cut before its query.</summary>
    public static string OfUnread(string address)
    {
        var end = address.AsSpan().IndexOfAny('?', '#');
        var shown = end < 0 ? address : address[..end];
        var at = shown.LastIndexOf('@');
        if (at >= 0) shown = "…" + shown[at..];
        return shown.Length <= 200 ? shown : shown[..200] + "…";
    }

    /// <summary>
    /// The beginning of a text that a service answered with, on one line; header values, user, password and query
    /// values of the request that it repeats are blotted out.
    /// </summary>
    public static string Excerpt(string text, HttpRequest request, Uri address)
    {
        foreach (var secret in Secrets(request, address).OrderByDescending(each => each.Length))
            text = text.Replace(secret, "***", StringComparison.Ordinal);
        text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        text = string.Concat(text.Where(character => !char.IsControl(character)));
        return text.Length <= LongestExcerpt ? text : text[..LongestExcerpt] + "…";
    }

    private static IEnumerable<string> Secrets(HttpRequest request, Uri address)
    {
        var values = request.Headers.Values.SelectMany(value => value.Split(' ').Prepend(value))
            .Concat(Uri.UnescapeDataString(address.UserInfo).Split(':'))
            .Concat(address.UserInfo.Split(':'));
        foreach (var pair in address.Query.TrimStart('?').Split('&'))
        {
            var value = pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..];
            values = values.Append(value).Append(Uri.UnescapeDataString(value));
        }

        return values.Where(value => value.Length >= ShortestSecret && !IsMediaType(value)).Distinct();
    }

    private static bool IsMediaType(string value) => value.Contains('/', StringComparison.Ordinal) && value.Length < 40;
}
