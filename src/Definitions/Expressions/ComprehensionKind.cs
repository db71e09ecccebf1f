namespace Pipelines.Definitions.Expressions;

/// <summary>The macros that go through a list or map, or into an optional.</summary>
public enum ComprehensionKind
{
    /// <summary><c>all</c>: true when no element fails the test.</summary>
    All,

    /// <summary><c>exists</c>: true when an element passes the test.</summary>
    Exists,

    /// <summary><c>exists_one</c> and <c>existsOne</c>: true when exactly one element passes the test.</summary>
    ExistsOne,

    /// <summary><c>map</c>: a list of new values.</summary>
    Map,

    /// <summary><c>filter</c>: a list of the elements that pass the test.</summary>
    Filter,

    /// <summary><c>transformList</c>: a list of new values, from index (or key) and value.</summary>
    TransformList,

    /// <summary><c>transformMap</c>: a map with the same keys and new values.</summary>
    TransformMap,

    /// <summary><c>optMap</c>: a new value for the one that an optional holds.</summary>
    OptionalMap,

    /// <summary><c>optFlatMap</c>: a new optional for the value that an optional holds.</summary>
    OptionalFlatMap,
}
