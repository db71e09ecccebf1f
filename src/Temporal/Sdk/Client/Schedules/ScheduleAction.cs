namespace Temporalio.Client.Schedules;

/// <summary>What a schedule does; see <see cref="ScheduleActionStartWorkflow"/>.</summary>
public abstract record ScheduleAction
{
    /// <summary>Initializes a new instance of the <see cref="ScheduleAction"/> class.</summary>
    protected ScheduleAction()
    {
    }
}
