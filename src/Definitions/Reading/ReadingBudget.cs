using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading;

/// <summary>Bounds what a definition grows to beyond its own text, by templates and by other files. Used by one
/// thread.</summary>
internal sealed class ReadingBudget
{
    /// <summary>Most that may come in, in the units of <see cref="WeightOf"/>.</summary>
    public const long Most = 2L * YamlLimits.Length;

    private const int PerNode = 16;

    /// <summary>What came in so far.</summary>
    public long Used { get; private set; }

    /// <summary>Notes that something comes in; false when it is too much.</summary>
    public bool Take(long weight)
    {
        Used = Math.Min(Used + weight, Most + 1);
        return Used <= Most;
    }

    /// <summary>Returns the characters of all scalars, and a few more for every value.</summary>
    public static long WeightOf(YamlNode node)
    {
        long weight = PerNode;
        switch (node)
        {
            case YamlNode.Scalar scalar:
                weight += scalar.Text.Length;
                break;
            case YamlNode.Sequence list:
                foreach (var item in list.Items) weight += WeightOf(item);
                break;
            case YamlNode.Mapping map:
                foreach (var entry in map.Entries) weight += PerNode + entry.Name.Length + WeightOf(entry.Value);
                break;
        }

        return weight;
    }
}
