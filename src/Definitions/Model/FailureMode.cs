namespace Pipelines.Definitions.Model;

/// <summary>What a step's failure does to the steps beside it.</summary>
public enum FailureMode
{
    /// <summary>Steps that run are finished, no new step is started. The default.</summary>
    FinishRunning,

    /// <summary>Steps that run are cancelled.</summary>
    FailFast,

    /// <summary>Every step that does not depend on the failed one still runs.</summary>
    ContinueIndependent,
}
