namespace Temporalio.Core;

/// <summary>The seed of a run's random source.</summary>
internal static class RandomSeed
{
    /// <summary>Returns the seed for a run id (64-bit FNV-1a over its UTF-16 units, with a final mix).</summary>
    public static ulong Of(string runId)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in runId)
            hash = (hash ^ unit) * 1099511628211UL;
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
        return hash ^ (hash >> 33);
    }
}
