namespace Pipelines.Definitions.Yaml;

/// <summary>How large a text may be.</summary>
internal static class YamlLimits
{
    /// <summary>UTF-16 units of the text.</summary>
    public const int Length = 4 * 1024 * 1024;

    /// <summary>Maps and lists inside each other.</summary>
    public const int Depth = 200;

    /// <summary>Scalars, maps and lists, keys included.</summary>
    public const int Nodes = 400_000;
}
