using Temporalio.Api.Enums.V1;
using Temporalio.Api.Update.V1;

namespace Temporalio.Service.History;

/// <summary>An update of a run, from its admission on. One that is only admitted is lost in a crash.</summary>
internal sealed record UpdateState
{
    /// <summary>The caller's id of it.</summary>
    public required string UpdateId { get; init; }

    /// <summary>What was asked; null once completed.</summary>
    public Request? Request { get; init; }

    /// <summary>How far it came.</summary>
    public required UpdateWorkflowExecutionLifecycleStage Stage { get; init; }

    /// <summary>Rises with each admission in memory: updates reach the workflow in that order.</summary>
    public int Order { get; init; }

    /// <summary>The id of its Accepted event; 0 before.</summary>
    public long AcceptedEventId { get; init; }

    /// <summary>True while a workflow task that carries it is with a worker.</summary>
    public bool Sent { get; init; }

    /// <summary>True when history tells of it; a mere admission is in memory only.</summary>
    public bool InHistory { get; init; }

    /// <summary>What came of it; null until completed.</summary>
    public Outcome? Outcome { get; init; }
}
