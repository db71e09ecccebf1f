namespace Pipelines.Activities.State;

/// <summary>A path that a user gave would leave the folder it belongs to.</summary>
/// <param name="path">The path as given.</param>
/// <param name="reason">Why it is refused, as the end of a sentence.</param>
public sealed class PathRefusedException(string path, string reason)
    : Exception($"path '{path}' is refused: {reason}")
{
    /// <summary>The path as given.</summary>
    public string RefusedPath { get; } = path;
}
