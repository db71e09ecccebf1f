using System.Text.RegularExpressions;

namespace Temporalio.Service.Tests.Wire;

/// <summary>A difference from the real server that is meant.</summary>
/// <param name="Entries">The entries of the recording: a pattern.</param>
/// <param name="What">The difference: a pattern for its whole text.</param>
/// <param name="Why">Why ours is as it is.</param>
internal sealed record KnownDifference(string Entries, string What, string Why)
{
    public bool Covers(string entry, string difference) =>
        Regex.IsMatch(entry, $"^({Entries})$") && Regex.IsMatch(difference, $"^({What})$");
}
