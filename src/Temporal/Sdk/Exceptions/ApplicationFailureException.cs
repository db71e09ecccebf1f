using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>A failure that application code raises: it fails the workflow or the activity that throws it.</summary>
public class ApplicationFailureException : FailureException
{
    /// <summary>Initializes a new instance of the <see cref="ApplicationFailureException"/> class.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="errorType">Type that retry policies and callers look at.</param>
    /// <param name="nonRetryable">True when another attempt is of no use.</param>
    /// <param name="details">Values to carry.</param>
    /// <param name="nextRetryDelay">Wait before the next attempt, above what the policy says.</param>
    /// <param name="category">Category; benign failures are logged quietly.</param>
    public ApplicationFailureException(
        string message,
        string? errorType = null,
        bool nonRetryable = false,
        IReadOnlyCollection<object?>? details = null,
        TimeSpan? nextRetryDelay = null,
        ApplicationErrorCategory category = ApplicationErrorCategory.Unspecified)
        : this(message, null, errorType, nonRetryable, details, nextRetryDelay, category)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ApplicationFailureException"/> class.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="inner">What caused it.</param>
    /// <param name="errorType">Type that retry policies and callers look at.</param>
    /// <param name="nonRetryable">True when another attempt is of no use.</param>
    /// <param name="details">Values to carry.</param>
    /// <param name="nextRetryDelay">Wait before the next attempt, above what the policy says.</param>
    /// <param name="category">Category; benign failures are logged quietly.</param>
    public ApplicationFailureException(
        string message,
        Exception? inner,
        string? errorType = null,
        bool nonRetryable = false,
        IReadOnlyCollection<object?>? details = null,
        TimeSpan? nextRetryDelay = null,
        ApplicationErrorCategory category = ApplicationErrorCategory.Unspecified)
        : base(message, inner)
    {
        ErrorType = errorType;
        NonRetryable = nonRetryable;
        Details = new OutboundFailureDetails(details ?? []);
        NextRetryDelay = nextRetryDelay;
        Category = category;
    }

    /// <summary>Initializes a new instance of the <see cref="ApplicationFailureException"/> class.</summary>
    /// <param name="failure">The failure that came over the wire.</param>
    /// <param name="inner">What caused it.</param>
    /// <param name="converter">What converts its details.</param>
    protected internal ApplicationFailureException(Failure failure, Exception? inner, IPayloadConverter converter)
        : base(failure, inner)
    {
        var info = failure.ApplicationFailureInfo
            ?? throw new ArgumentException("The failure is no application failure.", nameof(failure));
        ErrorType = info.Type.Length == 0 ? null : info.Type;
        NonRetryable = info.NonRetryable;
        Details = new InboundFailureDetails(converter, info.Details?.Payloads_ ?? []);
        NextRetryDelay = info.NextRetryDelay?.ToTimeSpan();
        Category = info.Category;
    }

    /// <summary>Gets the type that retry policies and callers look at.</summary>
    public string? ErrorType { get; protected init; }

    /// <summary>Gets a value indicating whether another attempt is of no use.</summary>
    public bool NonRetryable { get; protected init; }

    /// <summary>Gets the values it carries.</summary>
    public IFailureDetails Details { get; protected init; }

    /// <summary>Gets the wait before the next attempt, if it was set.</summary>
    public TimeSpan? NextRetryDelay { get; protected init; }

    /// <summary>Gets the category.</summary>
    public ApplicationErrorCategory Category { get; protected init; }
}
