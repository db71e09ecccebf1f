using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Service.Frontend;
using Temporalio.Service.History;
using Temporalio.Service.Namespaces;

namespace Temporalio.Service.Schedules;

/// <summary>Checks of requests about schedules, in the words of Temporal's server.</summary>
internal static class ScheduleChecks
{
    /// <summary>Temporal keeps a schedule as a workflow of this prefix and the schedule's id.</summary>
    public const string IdPrefix = "temporal-sys-scheduler:";

    private const int NotesLength = 1_000;
    private const int TimeSuffix = 21; // "-2026-11-21T08:01:04Z"

    /// <summary>A schedule's id.</summary>
    public static void Id(string id)
    {
        if (id.Length == 0) throw ServiceException.Invalid("Can't load workflow execution.  WorkflowId not set.");
        LengthOfId(IdPrefix.Length + id.Length);
    }

    /// <summary>A schedule: its action, spec and notes.</summary>
    /// <returns>What it asks for, checked and completed.</returns>
    public static ScheduleChange Schedule(Schedule? schedule, Namespace space, string scheduleId)
    {
        if (schedule?.Action?.StartWorkflow is { } action) Action(action);
        Notes(schedule?.State?.Notes ?? "");
        try
        {
            var change = ScheduleChange.Of(schedule, ScheduleEngine.Seed(space.Id, scheduleId));
            if (change.Action.StartWorkflow is { } start)
                start.SearchAttributes = Attributes(start.SearchAttributes, space);
            return change;
        }
        catch (SpecException fault)
        {
            throw ServiceException.Invalid($"Invalid schedule spec: {fault.Message}");
        }
    }

    /// <summary>Search attributes: known, and of their types.</summary>
    public static Api.Common.V1.SearchAttributes? Attributes(
        Api.Common.V1.SearchAttributes? attributes, Namespace space)
    {
        foreach (var name in attributes?.IndexedFields.Keys ?? [])
        {
            if (space.TypeOf(name) is null)
            {
                throw ServiceException.Invalid(
                    $"Namespace {space.Name} has no mapping defined for search attribute {name}");
            }
        }

        return Checks.Attributes(attributes, space);
    }

    /// <summary>What a patch does.</summary>
    public static void Patch(SchedulePatch? patch)
    {
        if (patch is null) throw ServiceException.Invalid("Patch is not set on request.");
        Notes(patch.Pause);
        Notes(patch.Unpause);
    }

    private static void Notes(string notes)
    {
        if (notes.Length > NotesLength) throw ServiceException.Invalid("Schedule notes exceeds limit.");
    }

    private static void Action(NewWorkflowExecutionInfo action)
    {
        LengthOfId(action.WorkflowId.Length + TimeSuffix);
        if (action.WorkflowType is not { Name.Length: > 0 })
            throw ServiceException.Invalid("WorkflowType is not set on request.");
        Checks.Length(action.WorkflowType.Name, "WorkflowType");
        Checks.Queue(action.TaskQueue);
        Checks.Timeout(action.WorkflowExecutionTimeout, "WorkflowExecutionTimeoutSeconds");
        Checks.Timeout(action.WorkflowRunTimeout, "WorkflowRunTimeoutSeconds");
        Checks.Timeout(action.WorkflowTaskTimeout, "WorkflowTaskTimeoutSeconds");
        if (action.CronSchedule.Length > 0)
            throw ServiceException.Invalid("Scheduled workflow must not contain CronSchedule");
        if (action.WorkflowIdReusePolicy is not (
            WorkflowIdReusePolicy.Unspecified or WorkflowIdReusePolicy.AllowDuplicate))
            throw ServiceException.Invalid("Scheduled workflow must not contain WorkflowIDReusePolicy");
        Checks.Blob(action.Input);
        Checks.Memo(action.Memo);
    }

    private static void LengthOfId(int length)
    {
        if (length > Limits.IdLength)
        {
            throw ServiceException.Invalid(
                $"WorkflowId exceeds maximum allowed length ({length}/{Limits.IdLength})");
        }
    }
}
