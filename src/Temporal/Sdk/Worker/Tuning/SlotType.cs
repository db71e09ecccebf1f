namespace Temporalio.Worker.Tuning;

/// <summary>A kind of task that takes a slot.</summary>
public enum SlotType
{
    /// <summary>A workflow task.</summary>
    Workflow = 0,

    /// <summary>An activity.</summary>
    Activity = 1,

    /// <summary>A local activity.</summary>
    LocalActivity = 2,

    /// <summary>A Nexus operation; this SDK runs none.</summary>
    NexusOperation = 3,
}
