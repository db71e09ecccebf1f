namespace Pipelines.Activities.Jobs;

/// <summary>Error types of job steps: what <c>retry.notOn</c> names and what the state shows. Stored in histories:
/// never changed, only added.</summary>
public static class JobErrors
{
    /// <summary>The program ended with an exit code other than 0, or by a signal.</summary>
    public const string ScriptFailed = "ScriptFailed";

    /// <summary>A declared output was not written.</summary>
    public const string MissingOutput = "MissingOutput";

    /// <summary>A declared output is not of its kind, or breaks a rule of the artifact store.</summary>
    public const string InvalidOutput = "InvalidOutput";

    /// <summary>The program is not there or not executable. Not tried again.</summary>
    public const string ProgramNotFound = "ProgramNotFound";

    /// <summary>No component of that name is registered in the worker. Not tried again.</summary>
    public const string ComponentNotFound = "ComponentNotFound";

    /// <summary>An input or hyperparameter is missing, unknown or of another type. Not tried again.</summary>
    public const string BadInput = "BadInput";

    /// <summary>A metric's regular expression cannot be used. Not tried again.</summary>
    public const string BadMetric = "BadMetric";

    /// <summary>An input artifact is not in the store. Not tried again.</summary>
    public const string ArtifactMissing = "ArtifactMissing";

    /// <summary>An input artifact is not what was stored. Not tried again.</summary>
    public const string ArtifactCorrupted = "ArtifactCorrupted";

    /// <summary>The attempt took longer than the step's timeout.</summary>
    public const string Timeout = "Timeout";

    /// <summary>The worker stopped while the job ran.</summary>
    public const string WorkerStopped = "WorkerStopped";
}
