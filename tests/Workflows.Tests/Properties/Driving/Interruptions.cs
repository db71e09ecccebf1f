namespace Pipelines.Workflows.Tests.Properties.Driving;

/// <summary>What comes between.</summary>
internal enum Interruptions
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The workflow worker has no cache, and is stopped and replaced again and again.</summary>
    Restarts,

    /// <summary>The execution continues as new every few events.</summary>
    Continuations,
}
