namespace Pipelines.Workflows.Scheduling.Compiled;

/// <summary>Bounds what messages show.</summary>
internal static class Shown
{
    private const int Longest = 200;

    /// <summary>The text, or its first 200 characters and an ellipsis.</summary>
    public static string Cut(string text) =>
        text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "…");

    /// <summary>The time as people write it in definitions: <c>1h 30m</c>, <c>200ms</c>.</summary>
    public static string Duration(TimeSpan time)
    {
        (int Count, string Unit)[] parts =
            [(time.Days, "d"), (time.Hours, "h"), (time.Minutes, "m"), (time.Seconds, "s"), (time.Milliseconds, "ms")];
        var shown = parts.Where(part => part.Count != 0).Select(part => $"{part.Count}{part.Unit}");
        return time == TimeSpan.Zero ? "0s" : string.Join(' ', shown);
    }
}
