using System.Collections.Immutable;

namespace Pipelines.Definitions.Expressions.Checking;

/// <summary>Reads types from text.</summary>
internal static class TypeText
{
    public static CelType Parse(string text)
    {
        var at = 0;
        var type = Read(text, ref at);
        return at == text.Length
            ? type
            : throw new FormatException($"'{text}' is no type: '{text[at..]}' is left over.");
    }

    /// <summary>Returns the types of a list with commas.</summary>
    public static ImmutableArray<CelType> ParseAll(string text)
    {
        var types = ImmutableArray.CreateBuilder<CelType>();
        for (var at = 0; at < text.Length; at++) types.Add(Read(text, ref at));
        return types.ToImmutable();
    }

    private static CelType Read(string text, ref int at)
    {
        while (at < text.Length && text[at] == ' ') at++;
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '.')) at++;
        var name = text[start..at];
        if (name.Length == 0) throw new FormatException($"'{text}' is no type: a name is missing at {start}.");
        var parameters = ImmutableArray.CreateBuilder<CelType>();
        if (at < text.Length && text[at] == '(')
        {
            do
            {
                at++;
                parameters.Add(Read(text, ref at));
            }
            while (at < text.Length && text[at] == ',');
            if (at == text.Length || text[at] != ')') throw new FormatException($"'{text}' is no type: ) is missing.");
            at++;
        }

        return name switch
        {
            "param" when parameters is [{ } inner] => new CelType.Parameter(inner.ToString()!),
            "any" => CelType.Dyn,
            { Length: 1 } when char.IsAsciiLetterUpper(name[0]) => new CelType.Parameter(name),
            _ => new CelType.Named(name, parameters.ToImmutable()),
        };
    }
}
