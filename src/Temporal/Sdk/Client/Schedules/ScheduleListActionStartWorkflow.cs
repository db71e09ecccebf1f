namespace Temporalio.Client.Schedules;

/// <summary>A listed schedule starts a workflow.</summary>
/// <param name="Workflow">Type of the workflow.</param>
public record ScheduleListActionStartWorkflow(string Workflow) : ScheduleListAction;
