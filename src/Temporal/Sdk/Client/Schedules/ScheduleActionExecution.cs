namespace Temporalio.Client.Schedules;

/// <summary>What came of an action; see <see cref="ScheduleActionExecutionStartWorkflow"/>.</summary>
public abstract record ScheduleActionExecution
{
    /// <summary>Initializes a new instance of the <see cref="ScheduleActionExecution"/> class.</summary>
    protected ScheduleActionExecution()
    {
    }
}
