namespace Pipelines.Starter.Terminal;

/// <summary>A step's name in the tree of steps.</summary>
/// <param name="Text">What is shown: the path behind that of the step around it, indented.</param>
/// <param name="Depth">Steps around it, from 0.</param>
internal sealed record StepName(string Text, int Depth)
{
    /// <summary>Columns of the name.</summary>
    public int Width => Text.Length;

    /// <summary>
    /// Returns the name of a step: of <c>sweep[0].train</c> below a shown <c>sweep</c> it is <c>[0].train</c>, and the
    /// whole path where no step around it is shown. Pure.
    /// </summary>
    /// <param name="path">The step's path.</param>
    /// <param name="isShown">True for paths of steps that are shown.</param>
    public static StepName Of(string path, Func<string, bool> isShown)
    {
        var (depth, from) = (0, 0);
        for (var at = path.AsSpan().IndexOfAny('.', '['); at >= 0; at = NextFrom(path, at + 1))
        {
            if (isShown(path[..at])) (depth, from) = (depth + 1, path[at] == '.' ? at + 1 : at);
        }

        return new StepName(new string(' ', depth * 2) + path[from..], depth);
    }

    private static int NextFrom(string path, int start)
    {
        var next = path.AsSpan(start).IndexOfAny('.', '[');
        return next < 0 ? -1 : start + next;
    }
}
