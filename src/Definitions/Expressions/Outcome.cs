namespace Pipelines.Definitions.Expressions;

/// <summary>What an evaluation came to: a value or an error.</summary>
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>The expression has a value.</summary>
    public sealed record Success(Value Value) : Outcome;

    /// <summary>The expression has none.</summary>
    public sealed record Failure(EvaluationError Error) : Outcome;
}
