using System.Globalization;
using System.Text;

namespace Temporalio.Common.EnvConfig;

/// <summary>The characters of a TOML file with a place in them: what is not structure.</summary>
internal sealed class TomlText(string text)
{
    private const char End = '\0';

    private int _at;

    public bool AtEnd => _at >= text.Length;

    /// <summary>The next character; a zero at the end.</summary>
    public char Current => AtEnd ? End : text[_at];

    /// <summary>Returns a fault that names the line.</summary>
    public FormatException Fault(string what) =>
        new($"line {text.AsSpan(0, Math.Min(_at, text.Length)).Count('\n') + 1}: {what}.");

    public bool TryTake(char expected)
    {
        if (AtEnd || Current != expected)
        {
            return false;
        }

        _at++;
        return true;
    }

    public void Take(char expected)
    {
        if (!TryTake(expected))
        {
            throw Fault(AtEnd ? $"the file ends where '{expected}' belongs" : $"'{Current}' stands where '{expected}' belongs");
        }
    }

    public void SkipSpaces()
    {
        while (Current is ' ' or '\t')
        {
            _at++;
        }
    }

    /// <summary>Skips spaces, line ends and comments.</summary>
    public void SkipBlank()
    {
        for (SkipSpaces(); Current is '\r' or '\n' or '#'; SkipSpaces())
        {
            if (Current == '#')
            {
                SkipComment();
            }
            else
            {
                _at++;
            }
        }
    }

    /// <summary>Takes what may stand after an entry: a comment, and the line's end.</summary>
    public void EndLine()
    {
        SkipSpaces();
        SkipComment();
        TryTake('\r');
        if (!AtEnd && !TryTake('\n'))
        {
            throw Fault($"'{Current}' stands where the line's end belongs");
        }
    }

    public string BareKey()
    {
        var start = _at;
        while (char.IsAsciiLetterOrDigit(Current) || Current is '_' or '-')
        {
            _at++;
        }

        return _at > start ? text[start.._at] : throw Fault("a name is missing");
    }

    /// <summary>Takes an unquoted value.</summary>
    public string Word()
    {
        var start = _at;
        while (char.IsAsciiLetterOrDigit(Current) || Current is '_' or '-' or '+' or '.' or ':')
        {
            _at++;
        }

        return _at > start ? text[start.._at] : throw Fault("a value is missing");
    }

    /// <summary>Takes a string of one of the four kinds.</summary>
    public string QuotedString()
    {
        var quote = Current;
        var isLong = text.AsSpan(_at).StartsWith(new string(quote, 3));
        _at += isLong ? 3 : 1;
        if (isLong)
        {
            // The line's end right after the quotes is not part of the string.
            TryTake('\r');
            TryTake('\n');
        }

        var value = new StringBuilder();
        while (!Closes(quote, isLong))
        {
            var isEnd = AtEnd || (!isLong && Current is '\r' or '\n');
            value.Append(isEnd ? throw Fault("a string has no end")
                : quote == '"' && Current == '\\' ? Escaped(isLong)
                : text[_at++].ToString());
        }

        return value.ToString();
    }

    private bool Closes(char quote, bool isLong)
    {
        var close = new string(quote, isLong ? 3 : 1);
        if (!text.AsSpan(_at).StartsWith(close))
        {
            return false;
        }

        // Up to two quotes may stand right before the three that close.
        if (isLong && _at + 3 < text.Length && text[_at + 3] == quote)
        {
            return false;
        }

        _at += close.Length;
        return true;
    }

    private string Escaped(bool isLong)
    {
        _at++;
        var kind = Current;
        _at++;
        switch (kind)
        {
            case 'b': return "\b";
            case 't': return "\t";
            case 'n': return "\n";
            case 'f': return "\f";
            case 'r': return "\r";
            case '"' or '\\': return kind.ToString();
            case 'u': return Unicode(4);
            case 'U': return Unicode(8);
            case ' ' or '\t' or '\r' or '\n' when isLong:
                while (Current is ' ' or '\t' or '\r' or '\n')
                {
                    _at++;
                }

                return string.Empty;
            default: throw Fault($"'\\{kind}' is no escape");
        }
    }

    private string Unicode(int digits)
    {
        var hex = text.Substring(_at, Math.Min(digits, text.Length - _at));
        _at += hex.Length;
        return hex.Length == digits
            && int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            && Rune.IsValid(code)
                ? new Rune(code).ToString()
                : throw Fault($"'{hex}' is no character");
    }

    private void SkipComment()
    {
        if (Current == '#')
        {
            while (!AtEnd && Current != '\n')
            {
                _at++;
            }
        }
    }
}
