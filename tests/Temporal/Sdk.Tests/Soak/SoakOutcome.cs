namespace Temporalio.Tests.Soak;

/// <summary>What can be seen of an execution from outside when it has ended.</summary>
/// <param name="End">Its result or failure.</param>
/// <param name="Left">The end of the child that it left behind; an abandoned one was told 5.</param>
/// <param name="Memo">Its memo.</param>
public sealed record SoakOutcome(string End, string Left, string Memo)
{
    /// <summary>Returns a memo as a line.</summary>
    public static string Text(IReadOnlyDictionary<string, int> memo) =>
        string.Join(' ', memo.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
}
