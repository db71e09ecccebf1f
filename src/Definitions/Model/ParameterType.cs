namespace Pipelines.Definitions.Model;

/// <summary>The types a parameter may have.</summary>
public enum ParameterType
{
    /// <summary>Text.</summary>
    String,

    /// <summary>A 64-bit signed whole number.</summary>
    Int,

    /// <summary>A 64-bit floating-point number; whole numbers are accepted.</summary>
    Float,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>A list of any values.</summary>
    List,

    /// <summary>A map from text to any values.</summary>
    Map,

    /// <summary>A path to a file, relative to the pipeline's project; it becomes an artifact when the execution starts.</summary>
    File,

    /// <summary>A path to a directory, likewise.</summary>
    Directory,
}
