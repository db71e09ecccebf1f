namespace Temporalio.Client.Schedules;

/// <summary>What a listed schedule does; see <see cref="ScheduleListActionStartWorkflow"/>.</summary>
public abstract record ScheduleListAction
{
    /// <summary>Initializes a new instance of the <see cref="ScheduleListAction"/> class.</summary>
    protected ScheduleListAction()
    {
    }
}
