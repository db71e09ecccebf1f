using System.Text.Json;

namespace Pipelines.Starter.Evaluation;

/// <summary>What an expression came to: <c>eval --json</c>, and a line for each line of <c>eval --file</c>.</summary>
public sealed record EvaluationResult
{
    /// <summary>The file's line, from 1; null without a file.</summary>
    public int? Line { get; init; }

    /// <summary>The expression; null when the line could not be read.</summary>
    public string? Expression { get; init; }

    /// <summary>The value; null when there is an error. A value that is null stands as JSON null.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>The value's type, as CEL's <c>type()</c> names it; null when there is an error.</summary>
    public string? Type { get; init; }

    /// <summary>Why there is no value; null otherwise.</summary>
    public Fault? Error { get; init; }

    /// <summary>Whether the value is the expected one; null when none was expected.</summary>
    public bool? Passed { get; init; }

    /// <summary>True when there is an error, or not the value expected.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsFailure => Error is not null || Passed == false;

    /// <summary>Why there is no value.</summary>
    /// <param name="Code">A code of docs/errors.md; null when the line of the file is at fault.</param>
    /// <param name="Message">What was seen and what the rule is.</param>
    /// <param name="Column">Where in the expression, from 1; null when that is not known.</param>
    /// <param name="Length">How many columns are at fault; null when that is not known.</param>
    /// <param name="Hint">What to write instead; null when nothing better is known.</param>
    public sealed record Fault(
        string? Code, string Message, int? Column = null, int? Length = null, string? Hint = null);
}
