namespace Temporalio.Client;

/// <summary>Options of starting an update of a workflow that is started if need be.</summary>
public class WorkflowStartUpdateWithStartOptions : WorkflowUpdateWithStartOptions
{
    /// <summary>Initializes a new instance of the <see cref="WorkflowStartUpdateWithStartOptions"/> class.</summary>
    public WorkflowStartUpdateWithStartOptions()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="WorkflowStartUpdateWithStartOptions"/> class.</summary>
    /// <param name="startWorkflowOperation">How the workflow is started.</param>
    /// <param name="waitForStage">Stage of the update to wait for.</param>
    public WorkflowStartUpdateWithStartOptions(
        WithStartWorkflowOperation startWorkflowOperation, WorkflowUpdateStage waitForStage)
        : base(startWorkflowOperation) => WaitForStage = waitForStage;

    /// <summary>Initializes a new instance of the <see cref="WorkflowStartUpdateWithStartOptions"/> class.</summary>
    /// <param name="id">Id of the update.</param>
    /// <param name="startWorkflowOperation">How the workflow is started.</param>
    /// <param name="waitForStage">Stage of the update to wait for.</param>
    public WorkflowStartUpdateWithStartOptions(
        string id, WithStartWorkflowOperation startWorkflowOperation, WorkflowUpdateStage waitForStage)
        : base(id, startWorkflowOperation) => WaitForStage = waitForStage;

    /// <summary>Gets or sets the stage of the update to wait for: accepted or completed. Required.</summary>
    public WorkflowUpdateStage WaitForStage { get; set; }

    internal static WorkflowStartUpdateWithStartOptions ToCompletion(WorkflowUpdateWithStartOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new()
        {
            Id = options.Id,
            Rpc = options.Rpc,
            StartWorkflowOperation = options.StartWorkflowOperation,
            WaitForStage = WorkflowUpdateStage.Completed,
        };
    }
}
