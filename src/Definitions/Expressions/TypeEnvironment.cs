using System.Collections.Immutable;

namespace Pipelines.Definitions.Expressions;

/// <summary>The names that an expression may use, each with its type. Immutable.</summary>
public sealed class TypeEnvironment
{
    private readonly ImmutableDictionary<string, CelType> _names;

    private TypeEnvironment(ImmutableDictionary<string, CelType> names) => _names = names;

    /// <summary>No names; the functions are always there.</summary>
    public static TypeEnvironment Empty { get; } = new(ImmutableDictionary<string, CelType>.Empty);

    /// <summary>The names, in no order.</summary>
    public IEnumerable<string> Names => _names.Keys;

    /// <summary>True when a name holds a dot, as CEL allows; ours do not.</summary>
    internal bool HasQualifiedNames { get; private init; }

    /// <summary>The namespace in which names are looked up first; empty for none.</summary>
    internal string Container { get; init; } = "";

    /// <summary>Functions that are declared here only.</summary>
    internal ImmutableDictionary<string, ImmutableArray<Functions.Overload>> Functions { get; init; } =
        ImmutableDictionary<string, ImmutableArray<Functions.Overload>>.Empty;

    /// <summary>Returns an environment in which <paramref name="name"/> has <paramref name="type"/>, whatever it had
    /// before.</summary>
    public TypeEnvironment With(string name, CelType type) =>
        new(_names.SetItem(name, type))
        {
            Container = Container,
            Functions = Functions,
            HasQualifiedNames = HasQualifiedNames || name.Contains('.', StringComparison.Ordinal),
        };

    /// <summary>Returns the same names, looked up in a namespace first, with more functions.</summary>
    internal TypeEnvironment In(
        string container, ImmutableDictionary<string, ImmutableArray<Functions.Overload>> functions) =>
        new(_names) { Container = container, Functions = functions, HasQualifiedNames = HasQualifiedNames };

    /// <summary>Returns the type of a name; null when the name is not declared.</summary>
    public CelType? Find(string name) => _names.GetValueOrDefault(name);
}
