namespace Temporalio.Workflows.Tasks;

/// <summary>What is left of a run's local activities when its task has to be answered.</summary>
internal enum LocalsLeft
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>They still run here: another task must come soon, so that the service does not take this worker for
    /// lost.</summary>
    Running,

    /// <summary>The worker ends and has stopped them: whoever gets the next task starts them anew.</summary>
    ToOtherWorkers,
}
