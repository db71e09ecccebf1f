using Pipelines.Definitions.Contracts;

namespace Pipelines.Workflows.Scheduling.Compiled;

/// <summary>A field of a step has no value.</summary>
internal sealed class FieldException(string message, string type = FieldException.Type) : Exception(message)
{
    /// <summary>The error class of it, unless it says another.</summary>
    public const string Type = "ExpressionFailed";

    /// <summary>The error class of a value that no message can carry.</summary>
    public const string TooLarge = "ValueTooLarge";

    /// <summary>A field has a value that it cannot have.</summary>
    /// <param name="field">The field, such as <c>inputs.data</c>.</param>
    /// <param name="seen">What it is.</param>
    /// <param name="rule">What it must be.</param>
    public static FieldException WrongValue(string field, string seen, string rule) =>
        new($"{field} is {seen}; it must be {rule}");

    /// <summary>What the step shows.</summary>
    /// <param name="path">The step's path; null for the pipeline itself.</param>
    public StepError ErrorOf(string? path) => new(type, path is null ? Message : $"steps.{path}.{Message}");
}
