using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>A child workflow failed; the inner exception says why.</summary>
public class ChildWorkflowFailureException : FailureException
{
    /// <summary>Initializes a new instance of the <see cref="ChildWorkflowFailureException"/> class.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="inner">Why the child failed.</param>
    protected internal ChildWorkflowFailureException(Failure failure, Exception? inner)
        : base(failure, inner)
    {
        if (failure.ChildWorkflowExecutionFailureInfo == null)
        {
            throw new ArgumentException("The failure is no child workflow failure.", nameof(failure));
        }
    }

    /// <summary>Gets the failure.</summary>
    public new Failure Failure => base.Failure!;

    /// <summary>Gets the child's namespace.</summary>
    public string Namespace => Failure.ChildWorkflowExecutionFailureInfo.Namespace;

    /// <summary>Gets the child's id.</summary>
    public string WorkflowId => Failure.ChildWorkflowExecutionFailureInfo.WorkflowExecution?.WorkflowId ?? string.Empty;

    /// <summary>Gets the child's run id.</summary>
    public string RunId => Failure.ChildWorkflowExecutionFailureInfo.WorkflowExecution?.RunId ?? string.Empty;

    /// <summary>Gets the child's type.</summary>
    public string WorkflowType => Failure.ChildWorkflowExecutionFailureInfo.WorkflowType?.Name ?? string.Empty;

    /// <summary>Gets why it is not tried again.</summary>
    public RetryState RetryState => Failure.ChildWorkflowExecutionFailureInfo.RetryState;
}
