namespace Pipelines.Testing.Files;

/// <summary>The codes of faults of test files; <c>docs/errors.md</c> explains each.</summary>
public static class TestCodes
{
    /// <summary>A field that such a map does not have.</summary>
    public const string UnknownField = "PT1001";

    /// <summary>Something else belongs here: a map, a list, text, a number, a duration, a time.</summary>
    public const string WrongKind = "PT1002";

    /// <summary>A field that must be there is not.</summary>
    public const string Missing = "PT1003";

    /// <summary>A word that is not one of those known here.</summary>
    public const string UnknownWord = "PT1004";

    /// <summary>No step of the pipeline has that path or name.</summary>
    public const string UnknownStep = "PT1005";

    /// <summary>A field that a step of that type cannot have.</summary>
    public const string NotOfThisStep = "PT1006";

    /// <summary>The step declares no such output.</summary>
    public const string UnknownOutput = "PT1007";

    /// <summary>The pipeline's file is not there, or has faults.</summary>
    public const string Pipeline = "PT1008";

    /// <summary>The pipeline has no such parameter, or one without a value.</summary>
    public const string Parameter = "PT1009";

    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<string> All { get; } =
        [UnknownField, WrongKind, Missing, UnknownWord, UnknownStep, NotOfThisStep, UnknownOutput, Pipeline, Parameter];
}
