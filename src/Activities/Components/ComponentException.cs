namespace Pipelines.Activities.Components;

/// <summary>Thrown by a component that knows what went wrong and whether trying again can help.</summary>
/// <param name="message">One sentence for people.</param>
/// <param name="errorType">The error class that <c>retry.notOn</c> may name.</param>
/// <param name="nonRetryable">True when another attempt cannot help.</param>
public sealed class ComponentException(string message, string errorType = "ComponentFailed", bool nonRetryable = false)
    : Exception(message)
{
    /// <summary>The error class.</summary>
    public string ErrorType { get; } = errorType;

    /// <summary>True when another attempt cannot help.</summary>
    public bool NonRetryable { get; } = nonRetryable;
}
