using System.Text;
using System.Text.RegularExpressions;

namespace Pipelines.Starter.Tests.Architecture;

/// <summary>The names of the official SDK's members, from the list of its signatures.</summary>
internal sealed partial class OfficialSurface
{
    private readonly Dictionary<string, HashSet<string>> _members = [];
    private readonly Dictionary<string, string[]> _bases = [];

    public OfficialSurface(IEnumerable<string> list)
    {
        var (space, type) = (string.Empty, string.Empty);
        foreach (var line in list)
        {
            if (line.StartsWith("namespace ", StringComparison.Ordinal))
            {
                space = line["namespace ".Length..];
            }
            else if (line.StartsWith("    ", StringComparison.Ordinal))
            {
                _members[type].Add(MemberName(line));
            }
            else if (TypeLine().Match(line) is { Success: true } head)
            {
                type = $"{space}.{WithArity(head.Groups["name"].Value)}";
                _members[type] = head.Groups["enum"].Success ? [.. EnumValues(line)] : [];
                _bases[type] = WithArity(head.Groups["bases"].Value).Split(", ");
            }
        }
    }

    /// <summary>Tells whether the official SDK has the member: on the type, or on one that it is made of.</summary>
    public bool Has(MemberUse use)
    {
        var type = use.Type.Replace('+', '.');
        return _members.ContainsKey(type) && (Has(type, Name(use.Member)) || IsOfAnyObject(use.Member));
    }

    private bool Has(string type, string member) =>
        _members[type].Contains(member)
        || _bases[type].Any(parent => _members.Keys
            .Where(known => known.EndsWith('.' + parent, StringComparison.Ordinal) && known != type)
            .Any(known => Has(known, member)));

    // What every object has, and what the compiler writes into every record.
    private static bool IsOfAnyObject(string member) => member is "ToString" or "Equals" or "GetHashCode" or "GetType"
        or "<Clone>$" or "op_Equality" or "op_Inequality" or "Deconstruct" or "Message" or "get_Message"
        or "get_InnerException";

    private static string Name(string member) => member == ".ctor" ? "new"
        : Accessor().Replace(member, string.Empty);

    private static string MemberName(string line)
    {
        var bare = line.Trim();
        var end = bare.IndexOfAny(['(', '{']);
        var front = WithArity((end < 0 ? bare : bare[..end]).Trim());
        return front[(front.LastIndexOf(' ') + 1)..].Split('`')[0];
    }

    private static IEnumerable<string> EnumValues(string line) =>
        EnumValue().Matches(line).Select(match => match.Groups[1].Value);

    // Handle<A, B<C>> as metadata names it: Handle`2.
    private static string WithArity(string text)
    {
        var (name, depth, count) = (new StringBuilder(), 0, 1);
        foreach (var letter in text)
        {
            depth -= letter == '>' ? 1 : 0;
            if (depth == 0 && letter == '>')
            {
                name.Append('`').Append(count);
                count = 1;
            }
            else if (depth == 0 && letter != '<')
            {
                name.Append(letter);
            }

            count += depth == 1 && letter == ',' ? 1 : 0;
            depth += letter == '<' ? 1 : 0;
        }

        return name.ToString();
    }

    [GeneratedRegex("^  (?:[a-z]+ )*(?:class|record|struct|interface|(?<enum>enum)) (?<name>[^:{]+?)(?: : (?<bases>.*))?(?: \\{.*)?$")]
    private static partial Regex TypeLine();

    [GeneratedRegex("(\\w+)=-?\\d+")]
    private static partial Regex EnumValue();

    [GeneratedRegex("^(?:get|set|add|remove)_")]
    private static partial Regex Accessor();
}
