namespace Pipelines.Definitions.Reading;

/// <summary>What the place of an expression can use.</summary>
internal enum ExpectedValue
{
    Any,

    /// <summary>true or false.</summary>
    Truth,

    /// <summary>Text, a number or a truth value: something that becomes one word.</summary>
    Word,

    /// <summary>Text.</summary>
    Text,

    /// <summary>An artifact.</summary>
    Artifact,
}
