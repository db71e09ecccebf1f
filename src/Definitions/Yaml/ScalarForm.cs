namespace Pipelines.Definitions.Yaml;

/// <summary>How a scalar is written.</summary>
internal enum ScalarForm
{
    Plain,
    SingleQuoted,
    DoubleQuoted,

    /// <summary>A block behind <c>|</c> or <c>></c>.</summary>
    Block,
}
