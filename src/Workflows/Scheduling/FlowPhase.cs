namespace Pipelines.Workflows.Scheduling;

/// <summary>Which part of a pipeline runs.</summary>
internal enum FlowPhase
{
    /// <summary>The steps.</summary>
    Body,

    /// <summary>The finally block.</summary>
    Finally,

    /// <summary>Nothing: the execution has ended.</summary>
    Finished,
}
