using Pipelines.Definitions.Spelling;

namespace Pipelines.Definitions.Diagnostics;

/// <summary>Tells what a misspelt word was meant to be.</summary>
internal static class DidYouMean
{
    private const int MostCandidates = 20_000;
    private const int MostShown = 12;

    /// <summary>Returns <c>did you mean 'x'?</c>, else the candidates when they are few, else null.</summary>
    public static string? Hint(string word, IEnumerable<string> candidates)
    {
        var known = candidates.Take(MostCandidates).Distinct(StringComparer.Ordinal).ToList();
        return NearestHint(word, known)
            ?? (known.Count is > 0 and <= MostShown
                ? "known here: " + string.Join(", ", known.Order(StringComparer.Ordinal))
                : null);
    }

    /// <summary>Returns <c>did you mean 'x'?</c>, else null: for messages that name the candidates
    /// themselves.</summary>
    public static string? NearestHint(string word, IEnumerable<string> candidates) =>
        NearestWord.Of(word, candidates) is { } nearest ? $"did you mean '{nearest}'?" : null;
}
