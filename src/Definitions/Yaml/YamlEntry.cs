namespace Pipelines.Definitions.Yaml;

/// <summary>A key of a map with its value.</summary>
internal sealed record YamlEntry(YamlNode.Scalar Key, YamlNode Value)
{
    public string Name => Key.Text;
}
