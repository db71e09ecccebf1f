namespace Pipelines.Starter.Hosting;

/// <summary>What a command's own worker does while the command runs.</summary>
public enum SessionWork
{
    /// <summary>No worker: lists and histories need none.</summary>
    Nothing,

    /// <summary>Workflows only: states can be asked for, no step is run.</summary>
    Workflows,

    /// <summary>Workflows and steps.</summary>
    Everything,
}
