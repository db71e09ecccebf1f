using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Service.History.Commands;

/// <summary>A workflow task's completion while its commands are carried out.</summary>
internal sealed class TaskCompletion(Draft draft, RespondWorkflowTaskCompletedRequest request, long completedEventId)
{
    /// <summary>The scratch paper.</summary>
    public Draft Draft { get; } = draft;

    /// <summary>The state so far.</summary>
    public RunState State => Draft.State;

    /// <summary>What the worker sent.</summary>
    public RespondWorkflowTaskCompletedRequest Request { get; } = request;

    /// <summary>The id of the WorkflowTaskCompleted event.</summary>
    public long CompletedEventId { get; } = completedEventId;

    /// <summary>The sequencing id of updates that this task carried.</summary>
    public required long SequencingEventId { get; init; }

    /// <summary>
    /// Returns search attributes with their types noted, or throws INVALID_ARGUMENT; null takes them as they are.
    /// </summary>
    public Func<SearchAttributes, SearchAttributes>? CheckAttributes { get; init; }

    /// <summary>True when the worker lives in the service's process.</summary>
    public bool InProcess { get; init; }

    /// <summary>True when the workflow needs another task at once, since a command was settled on the spot.</summary>
    public bool NeedsTask { get; set; }

    /// <summary>How many protocol messages were taken by commands.</summary>
    public HashSet<string> TakenMessages { get; } = [];

    /// <summary>Writes the event of a command, with what the command says for people.</summary>
    public HistoryEvent Write(Command command, HistoryEvent next)
    {
        next.UserMetadata = command.UserMetadata;
        if (command.EventGroupMarkers.Count > 0)
        {
            next.EventGroupMarkers.Add(command.EventGroupMarkers);
        }

        return Draft.Write(next);
    }

    /// <summary>Notes the types of search attributes; returns a fault when the namespace does not take them.</summary>
    public CommandFault? Check(SearchAttributes? asked, out SearchAttributes? noted)
    {
        noted = asked;
        if (asked is null || CheckAttributes is null) return null;
        try
        {
            noted = CheckAttributes(asked);
            return null;
        }
        catch (ServiceException refused)
        {
            return new CommandFault(WorkflowTaskFailedCause.BadSearchAttributes, refused.Message);
        }
    }

    /// <summary>Returns a fault when a command would pass a bound of pending things.</summary>
    public static CommandFault? Bound(int pending, WorkflowTaskFailedCause cause, string things) =>
        pending < Limits.Pending
            ? null
            : new CommandFault(
                cause,
                $"the number of pending {things}, {pending}, has reached the per-workflow limit of {Limits.Pending}");
}
