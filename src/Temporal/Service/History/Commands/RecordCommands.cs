using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Service.History.Commands;

/// <summary>Commands that only record: markers, search attributes, memo.</summary>
internal static class RecordCommands
{
    /// <summary>Writes MarkerRecorded.</summary>
    public static CommandFault? Marker(TaskCompletion completion, Command command)
    {
        var asked = command.RecordMarkerCommandAttributes;
        if (asked.MarkerName.Length == 0)
        {
            return new CommandFault(
                WorkflowTaskFailedCause.BadRecordMarkerAttributes, "MarkerName is not set on RecordMarkerCommand.");
        }

        if (NameCheck.Of("MarkerName", asked.MarkerName) is { } message)
        {
            return new CommandFault(WorkflowTaskFailedCause.BadRecordMarkerAttributes, message);
        }

        if (BlobLimit.Exceeds(asked))
        {
            return BlobLimit.Fault(
                WorkflowTaskFailedCause.BadRecordMarkerAttributes,
                "RecordMarkerCommandAttributes.Details");
        }

        var attributes = new MarkerRecordedEventAttributes
        {
            MarkerName = asked.MarkerName,
            WorkflowTaskCompletedEventId = completion.CompletedEventId,
            Header = asked.Header,
            Failure = asked.Failure,
        };
        attributes.Details.Add(asked.Details);
        completion.Write(command, new HistoryEvent
        {
            EventType = EventType.MarkerRecorded,
            MarkerRecordedEventAttributes = attributes,
        });
        return null;
    }

    /// <summary>Writes UpsertWorkflowSearchAttributes.</summary>
    public static CommandFault? SearchAttributes(TaskCompletion completion, Command command)
    {
        var asked = command.UpsertWorkflowSearchAttributesCommandAttributes;
        if (asked.SearchAttributes is not { IndexedFields.Count: > 0 })
        {
            return new CommandFault(
                WorkflowTaskFailedCause.BadSearchAttributes,
                "SearchAttributes is not set on UpsertWorkflowSearchAttributesCommand.");
        }

        if (BlobLimit.Exceeds(asked))
        {
            return BlobLimit.Fault(
                WorkflowTaskFailedCause.BadSearchAttributes,
                "UpsertWorkflowSearchAttributesCommandAttributes.SearchAttributes");
        }

        if (completion.Check(asked.SearchAttributes, out var noted) is { } fault) return fault;
        completion.Write(command, new HistoryEvent
        {
            EventType = EventType.UpsertWorkflowSearchAttributes,
            UpsertWorkflowSearchAttributesEventAttributes = new UpsertWorkflowSearchAttributesEventAttributes
            {
                WorkflowTaskCompletedEventId = completion.CompletedEventId,
                SearchAttributes = noted,
            },
        });
        return null;
    }

    /// <summary>Writes WorkflowPropertiesModified.</summary>
    public static CommandFault? Properties(TaskCompletion completion, Command command)
    {
        var asked = command.ModifyWorkflowPropertiesCommandAttributes;
        if (asked.UpsertedMemo is not { Fields.Count: > 0 })
        {
            return new CommandFault(
                WorkflowTaskFailedCause.BadModifyWorkflowPropertiesAttributes,
                "UpsertedMemo is not set on ModifyWorkflowPropertiesCommand.");
        }

        if (BlobLimit.Exceeds(asked))
        {
            return BlobLimit.Fault(
                WorkflowTaskFailedCause.BadModifyWorkflowPropertiesAttributes,
                "ModifyWorkflowPropertiesCommandAttributes.UpsertedMemo");
        }

        completion.Write(command, new HistoryEvent
        {
            EventType = EventType.WorkflowPropertiesModified,
            WorkflowPropertiesModifiedEventAttributes = new WorkflowPropertiesModifiedEventAttributes
            {
                WorkflowTaskCompletedEventId = completion.CompletedEventId,
                UpsertedMemo = asked.UpsertedMemo,
            },
        });
        return null;
    }
}
