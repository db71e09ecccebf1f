using System.Diagnostics.CodeAnalysis;

namespace Temporalio.Worker.Tuning;

/// <summary>What a slot is used for.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The official types are nested.")]
public record SlotInfo
{
    private SlotInfo()
    {
    }

    /// <summary>A workflow task.</summary>
    /// <param name="WorkflowType">The workflow's type.</param>
    /// <param name="IsSticky">Whether it came by the worker's own queue.</param>
    public record WorkflowSlotInfo(string WorkflowType, bool IsSticky) : SlotInfo;

    /// <summary>An activity.</summary>
    /// <param name="ActivityType">The activity's type.</param>
    public record ActivitySlotInfo(string ActivityType) : SlotInfo;

    /// <summary>A local activity.</summary>
    /// <param name="ActivityType">The activity's type.</param>
    public record LocalActivitySlotInfo(string ActivityType) : SlotInfo;

    /// <summary>A Nexus operation; this SDK runs none.</summary>
    /// <param name="ServiceHandlerType">The handler's type.</param>
    /// <param name="OperationName">The operation.</param>
    public record NexusOperationSlotInfo(string ServiceHandlerType, string OperationName) : SlotInfo;
}
