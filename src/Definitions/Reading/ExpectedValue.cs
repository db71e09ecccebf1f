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

    /// <summary>A list.</summary>
    List,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A map.</summary>
    Map,

    /// <summary>A length of time, or its text.</summary>
    Duration,

    /// <summary>A point in time, or its text.</summary>
    Time,
}
