namespace Pipelines.Starter.Terminal;

/// <summary>A line of text and what its colour should say.</summary>
/// <param name="Text">Plain text, no control characters.</param>
/// <param name="Tone">Its meaning.</param>
public sealed record StyledLine(string Text, Tone Tone = Tone.Plain);

/// <summary>What a line's colour says.</summary>
public enum Tone
{
    /// <summary>No colour.</summary>
    Plain,

    /// <summary>Matters less.</summary>
    Quiet,

    /// <summary>Went well.</summary>
    Good,

    /// <summary>Went wrong.</summary>
    Bad,

    /// <summary>At work.</summary>
    Active,

    /// <summary>Holds, or was stopped.</summary>
    Held,
}
