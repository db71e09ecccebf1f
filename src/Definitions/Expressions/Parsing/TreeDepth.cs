namespace Pipelines.Definitions.Expressions.Parsing;

/// <summary>Measures a tree without recursion, since chains such as a.b.c.d are built without it.</summary>
internal static class TreeDepth
{
    /// <summary>Returns a node that lies deeper than <paramref name="limit"/>; null when there is none.</summary>
    public static Expression? FirstTooDeep(Expression root, int limit)
    {
        var open = new Stack<(Expression Node, int Depth)>();
        open.Push((root, 1));
        while (open.TryPop(out var next))
        {
            if (next.Depth > limit) return next.Node;
            foreach (var child in next.Node.Children) open.Push((child, next.Depth + 1));
        }

        return null;
    }
}
