using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Service.History;

/// <summary>Turns what asks for a run into a <see cref="StartInput"/>.</summary>
internal static class StartRequests
{
    /// <summary>Returns the input of a plain start.</summary>
    public static StartInput From(StartWorkflowExecutionRequest request) => new()
    {
        RequestId = request.RequestId,
        StartDelay = request.WorkflowStartDelay.Span(),
        UserMetadata = request.UserMetadata,
        Links = request.Links,
        Attributes = new WorkflowExecutionStartedEventAttributes
        {
            WorkflowId = request.WorkflowId,
            WorkflowType = request.WorkflowType,
            TaskQueue = Normal(request.TaskQueue.Name),
            Input = request.Input,
            WorkflowExecutionTimeout = request.WorkflowExecutionTimeout,
            WorkflowRunTimeout = request.WorkflowRunTimeout,
            WorkflowTaskTimeout = request.WorkflowTaskTimeout,
            Identity = request.Identity,
            RetryPolicy = request.RetryPolicy,
            CronSchedule = request.CronSchedule,
            Memo = request.Memo,
            SearchAttributes = request.SearchAttributes,
            Header = request.Header,
            ContinuedFailure = request.ContinuedFailure,
            LastCompletionResult = request.LastCompletionResult,
            Priority = request.Priority,
            VersioningOverride = request.VersioningOverride,
            CompletionCallbacks = { request.CompletionCallbacks },
        },
    };

    /// <summary>Returns the input of a signal with start.</summary>
    public static StartInput From(SignalWithStartWorkflowExecutionRequest request) => new()
    {
        RequestId = request.RequestId,
        StartDelay = request.WorkflowStartDelay.Span(),
        UserMetadata = request.UserMetadata,
        Links = request.Links,
        Signal = SignalInput.From(request),
        Attributes = new WorkflowExecutionStartedEventAttributes
        {
            WorkflowId = request.WorkflowId,
            WorkflowType = request.WorkflowType,
            TaskQueue = Normal(request.TaskQueue.Name),
            Input = request.Input,
            WorkflowExecutionTimeout = request.WorkflowExecutionTimeout,
            WorkflowRunTimeout = request.WorkflowRunTimeout,
            WorkflowTaskTimeout = request.WorkflowTaskTimeout,
            Identity = request.Identity,
            RetryPolicy = request.RetryPolicy,
            CronSchedule = request.CronSchedule,
            Memo = request.Memo,
            SearchAttributes = request.SearchAttributes,
            Header = request.Header,
            Priority = request.Priority,
            VersioningOverride = request.VersioningOverride,
        },
    };

    /// <summary>Returns the input of a child, from its parent's Initiated event.</summary>
    public static StartInput ForChild(RunState parent, Effect.StartChild child)
    {
        var initiated = child.Attributes;
        var self = new WorkflowExecution { WorkflowId = parent.Key.WorkflowId, RunId = parent.Key.RunId };
        return new StartInput
        {
            // In the form of Temporal's server, which describes show: run, event, version.
            RequestId = $"{parent.Key.RunId}:{child.InitiatedEventId}:0",
            UserMetadata = child.UserMetadata,
            Attributes = new WorkflowExecutionStartedEventAttributes
            {
                WorkflowId = initiated.WorkflowId,
                WorkflowType = initiated.WorkflowType,
                ParentWorkflowNamespace = parent.Key.Namespace,
                ParentWorkflowNamespaceId = parent.Key.NamespaceId,
                ParentWorkflowExecution = self,
                ParentInitiatedEventId = child.InitiatedEventId,
                RootWorkflowExecution = parent.Start.RootWorkflowExecution ?? self,
                TaskQueue = Normal(initiated.TaskQueue.Name),
                Input = initiated.Input,
                WorkflowExecutionTimeout = initiated.WorkflowExecutionTimeout,
                WorkflowRunTimeout = initiated.WorkflowRunTimeout,
                WorkflowTaskTimeout = initiated.WorkflowTaskTimeout,
                RetryPolicy = initiated.RetryPolicy,
                CronSchedule = initiated.CronSchedule,
                Memo = initiated.Memo,
                SearchAttributes = initiated.SearchAttributes,
                Header = initiated.Header,
                Priority = PriorityRule.Merge(PriorityRule.Of(parent), initiated.Priority),
            },
        };
    }

    private static TaskQueue Normal(string name) => new() { Name = name, Kind = TaskQueueKind.Normal };
}
