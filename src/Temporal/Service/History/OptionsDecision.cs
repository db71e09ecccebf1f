using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Workflow.V1;

namespace Temporalio.Service.History;

/// <summary>An operator changes the priority or the versioning of a run.</summary>
internal static class OptionsDecision
{
    /// <summary>Returns the run with the options that a mask names; others stay. Wakes no worker.</summary>
    /// <exception cref="ServiceException">NOT_FOUND: the run is closed. INVALID_ARGUMENT: an unknown path.</exception>
    public static Transition Update(
        RunState state, WorkflowExecutionOptions options, FieldMask mask, string identity, in Moment at)
    {
        RunRefusal.IfClosed(state);
        var draft = new Draft(state, at);
        draft.Occur(ToEvent(options, mask, identity));
        return draft.Finish();
    }

    /// <summary>
    /// Returns the run with a start attached that found it at work: by its request id a repetition is known.
    /// </summary>
    public static Transition Attach(RunState state, string requestId, in Moment at)
    {
        if (state.AttachedRequestIds.ContainsKey(requestId)) return Transition.None(state);
        var draft = new Draft(state, at);
        draft.Occur(new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionOptionsUpdated,
            WorkerMayIgnore = true,
            WorkflowExecutionOptionsUpdatedEventAttributes =
                new WorkflowExecutionOptionsUpdatedEventAttributes { AttachedRequestId = requestId },
        });
        return draft.Finish();
    }

    /// <summary>Returns the event of a change.</summary>
    /// <exception cref="ServiceException">INVALID_ARGUMENT: the mask has an unknown path.</exception>
    public static HistoryEvent ToEvent(WorkflowExecutionOptions options, FieldMask mask, string identity)
    {
        var attributes = new WorkflowExecutionOptionsUpdatedEventAttributes { Identity = identity };
        foreach (var path in mask.Paths) Take(attributes, options, path);
        return new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionOptionsUpdated,
            WorkerMayIgnore = true,
            WorkflowExecutionOptionsUpdatedEventAttributes = attributes,
        };
    }

    private static void Take(
        WorkflowExecutionOptionsUpdatedEventAttributes attributes, WorkflowExecutionOptions options, string path)
    {
        switch (path)
        {
            case "priority":
                attributes.Priority = options.Priority ?? new Api.Common.V1.Priority();
                break;
            case "versioning_override" or "versioningOverride":
                attributes.VersioningOverride = options.VersioningOverride;
                attributes.UnsetVersioningOverride = options.VersioningOverride is null;
                break;
            default:
                throw ServiceException.Invalid(
                    $"error parsing UpdateMask: proto: invalid path \"{path}\" for message "
                    + "\"temporal.api.workflow.v1.WorkflowExecutionOptions\"");
        }
    }
}
