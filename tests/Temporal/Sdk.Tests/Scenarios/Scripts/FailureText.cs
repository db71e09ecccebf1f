using Temporalio.Exceptions;

namespace Temporalio.Tests.Scenarios.Scripts;

/// <summary>A failure and its causes on one line, without what differs from run to run.</summary>
internal static class FailureText
{
    public static string Of(Exception failure)
    {
        var text = failure switch
        {
            ActivityFailureException activity => $"{activity.ActivityType} {activity.RetryState}",
            ChildWorkflowFailureException child => $"child {child.RetryState}",
            ApplicationFailureException application => $"{application.ErrorType}: {application.Message}"
                + (application.Details.Count > 0 ? $" ({application.Details.ElementAt<string>(0)})" : string.Empty)
                + (application.NonRetryable ? "!" : string.Empty),
            TimeoutFailureException timeout => $"timeout {timeout.TimeoutType}",
            CanceledFailureException => "cancelled",
            TerminatedFailureException => "terminated",
            OperationCanceledException => "cancelled here",
            WorkflowAlreadyStartedException => "taken",
            WorkflowFailedException => "failed",
            _ => $"{failure.GetType().Name}: {failure.Message}",
        };
        return failure.InnerException == null ? text : $"{text} < {Of(failure.InnerException)}";
    }
}
