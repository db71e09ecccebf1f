namespace Pipelines.Definitions.Expressions.Parsing;

internal enum TokenKind
{
    End,
    Name,
    QuotedName,
    Int,
    UInt,
    Double,
    Text,
    Bytes,
    Punctuation,
}
