namespace Pipelines.Activities.Http;

/// <summary>A call failed.</summary>
public sealed class HttpFailedException : Exception
{
    /// <summary>A failure of a call.</summary>
    /// <param name="errorType">One of <see cref="HttpErrors"/>.</param>
    /// <param name="message">One sentence for people; holds no credentials.</param>
    /// <param name="nonRetryable">True when another attempt cannot help.</param>
    public HttpFailedException(string errorType, string message, bool nonRetryable)
        : base(message)
    {
        ErrorType = errorType;
        NonRetryable = nonRetryable;
    }

    /// <summary>The error class.</summary>
    public string ErrorType { get; }

    /// <summary>True when another attempt cannot help.</summary>
    public bool NonRetryable { get; }

    /// <summary>How long the service asks to be left alone; null when it says nothing.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
