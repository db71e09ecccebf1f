namespace Pipelines.Definitions.Expressions.Parsing;

/// <summary>A piece of the text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Name, digits or sign; for a quoted name without the quotes.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Value">The constant of a text or bytes literal, else null.</param>
internal readonly record struct Token(TokenKind Kind, string Text, TextSpan Span, Value? Value = null)
{
    public bool Is(string punctuation) => Kind == TokenKind.Punctuation && Text == punctuation;

    public string Describe() => Kind switch
    {
        TokenKind.End => "the end",
        TokenKind.Text => "a string",
        TokenKind.Bytes => "a bytes literal",
        _ => $"'{(Text.Length > 40 ? Text[..40] + "…" : Text)}'",
    };
}
