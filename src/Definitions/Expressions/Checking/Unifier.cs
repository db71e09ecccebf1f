using System.Collections.Immutable;

namespace Pipelines.Definitions.Expressions.Checking;

/// <summary>What is known of type parameters while one expression is checked. Follows CEL's rules: dyn goes with
/// everything,
/// and a parameter takes the most general of the types that it is given.</summary>
internal sealed class Unifier
{
    private readonly CelType _anyMap = CelType.Map(CelType.Text, CelType.Dyn);
    private ImmutableDictionary<string, CelType> _known = ImmutableDictionary<string, CelType>.Empty;
    private int _fresh;

    public CelType.Parameter Fresh() => new($"${_fresh++}");

    /// <summary>Returns the types with parameters that no other call uses.</summary>
    public ImmutableArray<CelType> Instantiate(IEnumerable<CelType> types)
    {
        var names = new Dictionary<string, CelType>(StringComparer.Ordinal);
        return [.. types.Select(Renamed)];

        CelType Renamed(CelType type)
        {
            switch (type)
            {
                case CelType.Parameter parameter:
                    if (!names.TryGetValue(parameter.Name, out var fresh)) names.Add(parameter.Name, fresh = Fresh());
                    return fresh;
                case CelType.Named { Parameters.IsEmpty: false } named:
                    return new CelType.Named(named.Name, [.. named.Parameters.Select(Renamed)]);
                default:
                    return type;
            }
        }
    }

    /// <summary>True when each type goes where the other is wanted; then the parameters are known
    /// accordingly.</summary>
    public bool Assign(IReadOnlyList<CelType> wanted, IReadOnlyList<CelType> given)
    {
        var before = _known;
        for (var i = 0; i < wanted.Count; i++)
        {
            if (Matches(wanted[i], given[i])) continue;
            _known = before;
            return false;
        }

        return true;
    }

    public bool Assign(CelType wanted, CelType given) => Assign([wanted], [given]);

    /// <summary>Returns the type of something that is either; dyn when they do not go together.</summary>
    public CelType Join(CelType first, CelType second)
    {
        if (!Assign(first, second)) return CelType.Dyn;
        var (a, b) = (Resolve(first), Resolve(second));
        return a is CelType.Record && b is CelType.Record && !ReferenceEquals(a, b) ? _anyMap : MostGeneral(a, b);
    }

    /// <summary>Returns the type with what is known of its parameters.</summary>
    public CelType Resolve(CelType type, bool freeToDyn = false)
    {
        switch (type)
        {
            case CelType.Parameter parameter:
                if (_known.TryGetValue(parameter.Name, out var known)) return Resolve(known, freeToDyn);
                return freeToDyn ? CelType.Dyn : type;
            case CelType.Named { Parameters.IsEmpty: false } named:
                return new CelType.Named(named.Name, [.. named.Parameters.Select(p => Resolve(p, freeToDyn))]);
            default:
                return type;
        }
    }

    private bool Matches(CelType wanted, CelType given)
    {
        if (given is CelType.Parameter open)
        {
            var (matched, known) = Substitute(wanted, open);
            if (matched || known) return matched;
        }

        if (wanted is CelType.Parameter parameter) return Substitute(given, parameter).Matched;
        if (wanted.IsDyn || given.IsDyn || ReferenceEquals(wanted, given)) return true;
        if (wanted is CelType.Record) wanted = _anyMap;
        if (given is CelType.Record) given = _anyMap;
        var (a, b) = ((CelType.Named)wanted, (CelType.Named)given);
        if (a.Name == "null_type" || b.Name == "null_type") return a.Name == b.Name || IsNullable(a) || IsNullable(b);
        if (a.Name != b.Name) return false;
        if (a.Name == "type") return true;
        if (a.Parameters.Length != b.Parameters.Length) return a.Parameters.IsEmpty || b.Parameters.IsEmpty;
        for (var i = 0; i < a.Parameters.Length; i++)
        {
            if (!Matches(a.Parameters[i], b.Parameters[i])) return false;
        }

        return true;
    }

    private static bool IsNullable(CelType.Named type) => type.Name is "optional_type" or "timestamp" or "duration";

    private (bool Matched, bool Known) Substitute(CelType type, CelType.Parameter parameter)
    {
        if (type.Equals(parameter)) return (true, true);
        if (_known.TryGetValue(parameter.Name, out var known))
        {
            if (!Matches(type, known)) return (false, true);
            var general = MostGeneral(type, known);
            if (!Mentions(general, parameter)) _known = _known.SetItem(parameter.Name, general);
            return (true, true);
        }

        if (Mentions(type, parameter)) return (false, false);
        _known = _known.SetItem(parameter.Name, type);
        return (true, false);
    }

    private bool Mentions(CelType type, CelType.Parameter parameter) => type switch
    {
        CelType.Parameter other =>
            other.Equals(parameter) || (_known.TryGetValue(other.Name, out var known) && Mentions(known, parameter)),
        CelType.Named named => named.Parameters.Any(p => Mentions(p, parameter)),
        _ => false,
    };

    private static CelType MostGeneral(CelType first, CelType second)
    {
        if (IsAsGeneral(first, second)) return first;
        return IsAsGeneral(second, first) ? second : first;
    }

    private static bool IsAsGeneral(CelType general, CelType special)
    {
        if (general.IsDyn || general is CelType.Parameter) return true;
        if (special.IsDyn || special is CelType.Parameter) return false;
        return (general, special) switch
        {
            (CelType.Named a, CelType.Named b) => a.Name == b.Name && a.Parameters.Length == b.Parameters.Length
                && a.Parameters.Zip(b.Parameters).All(p => IsAsGeneral(p.First, p.Second)),
            (CelType.Named { Name: "map" }, CelType.Record) => true,
            _ => ReferenceEquals(general, special),
        };
    }
}
