using Temporalio.Exceptions;

namespace Temporalio.Activities;

/// <summary>Thrown by an activity that is completed later, from outside, through a client's handle.</summary>
public class CompleteAsyncException : TemporalException
{
    /// <summary>Initializes a new instance of the <see cref="CompleteAsyncException"/> class.</summary>
    public CompleteAsyncException()
        : base("The activity is completed from outside.")
    {
    }
}
