using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>An activity failed; the inner exception says why.</summary>
public class ActivityFailureException : FailureException
{
    /// <summary>Initializes a new instance of the <see cref="ActivityFailureException"/> class.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="inner">Why the activity failed.</param>
    protected internal ActivityFailureException(Failure failure, Exception? inner)
        : base(failure, inner)
    {
        if (failure.ActivityFailureInfo == null)
        {
            throw new ArgumentException("The failure is no activity failure.", nameof(failure));
        }
    }

    /// <summary>Gets the failure.</summary>
    public new Failure Failure => base.Failure!;

    /// <summary>Gets the activity's type.</summary>
    public string ActivityType => Failure.ActivityFailureInfo.ActivityType?.Name ?? string.Empty;

    /// <summary>Gets the activity's id.</summary>
    public string ActivityId => Failure.ActivityFailureInfo.ActivityId;

    /// <summary>Gets who ran it.</summary>
    public string? Identity =>
        Failure.ActivityFailureInfo.Identity is { Length: > 0 } identity ? identity : null;

    /// <summary>Gets why it is not tried again.</summary>
    public RetryState RetryState => Failure.ActivityFailureInfo.RetryState;
}
