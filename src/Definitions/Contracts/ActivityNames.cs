namespace Pipelines.Definitions.Contracts;

/// <summary>
/// The names under which workflow and activities find each other. Stored in histories: never changed, only added.
/// </summary>
public static class ActivityNames
{
    /// <summary>
    /// The workflow that interprets a definition. Input <see cref="PipelineRun"/>, result <see cref="PipelineResult"/>.
    /// </summary>
    public const string PipelineWorkflow = "Pipeline";

    /// <summary>
    /// The workflow that runs some items of a foreach for a <see cref="PipelineWorkflow"/>. Input <see
    /// cref="PipelineRun"/>.
    /// </summary>
    public const string ChunkWorkflow = "PipelineItems";

    /// <summary>
    /// The signal that tells a <see cref="ChunkWorkflow"/> to begin no more items; what runs is finished. Input: why, a
    /// <see cref="StepError"/>.
    /// </summary>
    public const string HaltSignal = "halt";

    /// <summary>Runs a job step. <see cref="JobRequest"/> → <see cref="JobResult"/>.</summary>
    public const string RunJob = "RunJob";

    /// <summary>
    /// Adds a version to the model registry. <see cref="RegisterRequest"/> → <see cref="RegisterResult"/>.
    /// </summary>
    public const string RegisterModel = "RegisterModel";

    /// <summary>Calls a web service. <see cref="HttpRequest"/> → <see cref="HttpResult"/>.</summary>
    public const string CallHttp = "CallHttp";

    /// <summary>The update that brings a <see cref="StepAnswer"/> to a step that waits; answers nothing.</summary>
    public const string AnswerUpdate = "answer";

    /// <summary>The query that answers with <see cref="ExecutionState"/>.</summary>
    public const string StateQuery = "state";

    /// <summary>
    /// The query that answers with steps of the state, from a number on, as many as one answer holds: a map like
    /// <see cref="ExecutionState.Steps"/>. Input: how many to pass over.
    /// </summary>
    public const string StepsQuery = "steps";
}
