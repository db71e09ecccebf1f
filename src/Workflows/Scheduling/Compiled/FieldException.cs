using Pipelines.Definitions.Contracts;

namespace Pipelines.Workflows.Scheduling.Compiled;

/// <summary>A field of a step has no value.</summary>
internal sealed class FieldException(string message) : Exception(message)
{
    /// <summary>The error class of it.</summary>
    public const string Type = "ExpressionFailed";

    /// <summary>A field has a value that it cannot have.</summary>
    /// <param name="field">The field, such as <c>inputs.data</c>.</param>
    /// <param name="seen">What it is.</param>
    /// <param name="rule">What it must be.</param>
    public static FieldException WrongValue(string field, string seen, string rule) =>
        new($"{field} is {seen}; it must be {rule}");

    /// <summary>What the step shows.</summary>
    /// <param name="path">The step's path; null for the pipeline itself.</param>
    public StepError ErrorOf(string? path) => new(Type, path is null ? Message : $"steps.{path}.{Message}");
}
