using System.Globalization;

namespace Temporalio.Common.EnvConfig;

/// <summary>
/// Reads the TOML that configuration files are made of: tables, dotted keys, strings of all four kinds, booleans,
/// numbers, arrays and inline tables. Dates and arrays of tables are refused: no setting is one.
/// </summary>
internal sealed class TomlReader
{
    private readonly TomlText _text;
    private readonly Dictionary<string, object> _root = [];
    private readonly HashSet<string> _opened = [];

    private TomlReader(string text) => _text = new(text);

    /// <summary>Returns the file's entries: string, bool, long, double, a list, or again such a dictionary.</summary>
    /// <exception cref="FormatException">The text is no such TOML; the message names the line.</exception>
    public static Dictionary<string, object> Read(string text) => new TomlReader(text).ReadFile();

    private Dictionary<string, object> ReadFile()
    {
        var table = _root;
        for (_text.SkipBlank(); !_text.AtEnd; _text.SkipBlank())
        {
            if (_text.TryTake('['))
            {
                table = Open();
            }
            else
            {
                Entry(table);
            }

            _text.EndLine();
        }

        return _root;
    }

    private Dictionary<string, object> Open()
    {
        if (_text.Current == '[')
        {
            throw _text.Fault("arrays of tables are not part of a configuration");
        }

        var path = Key();
        _text.Take(']');
        return _opened.Add(string.Join('\0', path))
            ? path.Aggregate(_root, Inner)
            : throw _text.Fault($"table '{string.Join('.', path)}' is there twice");
    }

    private Dictionary<string, object> Inner(Dictionary<string, object> table, string name)
    {
        if (!table.TryGetValue(name, out var inner))
        {
            table[name] = inner = new Dictionary<string, object>();
        }

        return inner as Dictionary<string, object> ?? throw _text.Fault($"'{name}' is no table");
    }

    private void Entry(Dictionary<string, object> table)
    {
        var path = Key();
        _text.Take('=');
        _text.SkipSpaces();
        var value = Value();
        if (!path.SkipLast(1).Aggregate(table, Inner).TryAdd(path[^1], value))
        {
            throw _text.Fault($"'{string.Join('.', path)}' is there twice");
        }
    }

    private List<string> Key()
    {
        var path = new List<string>();
        do
        {
            _text.SkipSpaces();
            path.Add(_text.Current is '"' or '\'' ? _text.QuotedString() : _text.BareKey());
            _text.SkipSpaces();
        }
        while (_text.TryTake('.'));
        return path;
    }

    private object Value() => _text.Current switch
    {
        '"' or '\'' => _text.QuotedString(),
        '[' => Array(),
        '{' => InlineTable(),
        _ => Scalar(_text.Word()),
    };

    private object Scalar(string word)
    {
        var digits = word.Replace("_", string.Empty, StringComparison.Ordinal);
        return word switch
        {
            "true" => true,
            "false" => false,
            _ when long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
            _ when double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) => real,
            _ => throw _text.Fault($"'{word}' is no value; strings stand in quotes"),
        };
    }

    private List<object> Array()
    {
        var items = new List<object>();
        _text.Take('[');
        for (_text.SkipBlank(); !_text.TryTake(']'); _text.SkipBlank())
        {
            items.Add(Value());
            _text.SkipBlank();
            if (!_text.TryTake(','))
            {
                _text.Take(']');
                break;
            }
        }

        return items;
    }

    private Dictionary<string, object> InlineTable()
    {
        var table = new Dictionary<string, object>();
        _text.Take('{');
        _text.SkipSpaces();
        if (_text.TryTake('}'))
        {
            return table;
        }

        do
        {
            Entry(table);
            _text.SkipSpaces();
        }
        while (_text.TryTake(','));
        _text.Take('}');
        return table;
    }
}
