namespace Temporalio.Client;

/// <summary>How far an update has come.</summary>
public enum WorkflowUpdateStage
{
    /// <summary>Not said.</summary>
    None = 0,

    /// <summary>The service has it.</summary>
    Admitted = 1,

    /// <summary>The workflow took it.</summary>
    Accepted = 2,

    /// <summary>It is done.</summary>
    Completed = 3,
}
