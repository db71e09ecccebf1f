namespace Pipelines.Definitions.Expressions;

/// <summary>Stable codes of everything that can be wrong with an expression. A code is never used for another
/// meaning.</summary>
public static class ExpressionCodes
{
    /// <summary>The text has a character or an ending that no token has.</summary>
    public const string Character = "EX1001";

    /// <summary>A string or bytes literal is not closed or has a bad escape.</summary>
    public const string TextLiteral = "EX1002";

    /// <summary>A number is malformed or outside its type's range.</summary>
    public const string NumberLiteral = "EX1003";

    /// <summary>Something else stands where the grammar wants a certain token.</summary>
    public const string Syntax = "EX1004";

    /// <summary>A macro was given the wrong number or kind of arguments.</summary>
    public const string Macro = "EX1005";

    /// <summary>The text is longer than an expression may be.</summary>
    public const string TooLong = "EX1006";

    /// <summary>The expression nests deeper than an expression may.</summary>
    public const string TooDeep = "EX1007";

    /// <summary>CEL has the construct, this implementation leaves it out.</summary>
    public const string Unsupported = "EX1008";

    /// <summary>A template's <c>${{</c> is not closed.</summary>
    public const string Unclosed = "EX1009";

    /// <summary>A name that nothing declares.</summary>
    public const string UnknownName = "EX2001";

    /// <summary>A field that its record does not have.</summary>
    public const string UnknownField = "EX2002";

    /// <summary>A function that does not exist.</summary>
    public const string UnknownFunction = "EX2003";

    /// <summary>No form of the function or operator takes these types.</summary>
    public const string NoOverload = "EX2004";

    /// <summary>A value of another type is needed here.</summary>
    public const string WrongType = "EX2005";

    /// <summary>The number, text or time is outside the range of its type.</summary>
    public const string Overflow = "EX3001";

    /// <summary>Division or remainder by zero.</summary>
    public const string DivisionByZero = "EX3002";

    /// <summary>The map has no such key.</summary>
    public const string NoSuchKey = "EX3003";

    /// <summary>The index is outside the list or text.</summary>
    public const string OutOfRange = "EX3004";

    /// <summary>No form of the function takes the values it was given.</summary>
    public const string NoSuchOverload = "EX3005";

    /// <summary>The name has no value in this evaluation.</summary>
    public const string NoSuchName = "EX3006";

    /// <summary>The text is not what the function reads: a number, time, pattern, address.</summary>
    public const string Malformed = "EX3007";

    /// <summary>The function needs at least one value.</summary>
    public const string Empty = "EX3008";

    /// <summary>The evaluation took more steps than its limit.</summary>
    public const string Cost = "EX3009";

    /// <summary>A value grew larger than its limit.</summary>
    public const string Size = "EX3010";

    /// <summary>A map literal has the same key twice, or a key of a type that keys cannot have.</summary>
    public const string MapKey = "EX3011";
}
