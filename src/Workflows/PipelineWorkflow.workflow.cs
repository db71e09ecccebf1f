using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Progress;
using Pipelines.Workflows.Scheduling;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Pipelines.Workflows;

/// <summary>Interprets a pipeline. It performs what <c>Flow</c> decides and tells it what happened.</summary>
/// <remarks>
/// Succeeds with a <see cref="PipelineResult"/>; fails with an application failure of type <see cref="FailedType"/>
/// whose
/// first detail is the <see cref="ExecutionState"/>; ends as cancelled, after its finally block, when it was asked to.
/// A long execution continues as new by itself.
/// </remarks>
[Workflow(ActivityNames.PipelineWorkflow)]
public sealed class PipelineWorkflow
{
    /// <summary>Type of the failure of an execution that failed. Stored in histories.</summary>
    public const string FailedType = "PipelineFailed";

    /// <summary>Type of the failure of an answer that is refused.</summary>
    public const string RefusedType = "AnswerRefused";

    /// <summary>Key of the memo that holds the pipeline's name.</summary>
    public const string PipelineMemo = "pipeline";

    /// <summary>Key of the memo that holds the definition's digest.</summary>
    public const string VersionMemo = "version";

    private readonly FlowShell _shell;

    /// <summary>Begins with the state, so that an answer that comes with the run's first task finds its step.</summary>
    /// <param name="run">The run's input.</param>
    [WorkflowInit]
    public PipelineWorkflow(PipelineRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        _shell = new FlowShell(run);
    }

    /// <summary>Runs the pipeline to its end.</summary>
    /// <param name="run">The pinned definition, who runs, and the parameters.</param>
    /// <returns>The outputs and the final state of all steps.</returns>
    [WorkflowRun]
    public async Task<PipelineResult> RunAsync(PipelineRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (!Workflow.Memo.ContainsKey(PipelineMemo))
        {
            Workflow.UpsertMemo(
                MemoUpdate.ValueSet(PipelineMemo, run.Context.Pipeline),
                MemoUpdate.ValueSet(VersionMemo, run.Context.Version));
        }

        var outcome = await _shell.RunAsync();
        var state = StateLimit.Cut(StateView.Of(_shell.State), StateLimit.Payload);
        return outcome switch
        {
            FlowOutcome.Succeeded succeeded => new PipelineResult(succeeded.Outputs, state),
            FlowOutcome.Failed failed => throw new ApplicationFailureException(
                failed.Failure.Describe(), FailedType, nonRetryable: true, details: [state]),
            _ => throw new OperationCanceledException("The execution was stopped."),
        };
    }

    /// <summary>Answers what is known of the execution, step by step.</summary>
    [WorkflowQuery(ActivityNames.StateQuery)]
    public ExecutionState State() => _shell.View();

    /// <summary>Answers with steps of the state, from a number on, for states that <see cref="State"/> has to
    /// shorten.</summary>
    /// <param name="skip">How many steps to pass over.</param>
    [WorkflowQuery(ActivityNames.StepsQuery)]
    public IReadOnlyDictionary<string, StepState> Steps(int skip) => _shell.Page(skip);

    /// <summary>Takes a decision about a step that waits; the update returns once it has taken effect.</summary>
    /// <param name="answer">The decision.</param>
    [WorkflowUpdate(ActivityNames.AnswerUpdate)]
    public Task AnswerAsync(StepAnswer answer)
    {
        _shell.Answer(answer);
        return Task.CompletedTask;
    }

    /// <summary>Refuses an answer that no step waits for; nothing is changed then.</summary>
    /// <param name="answer">The decision.</param>
    /// <exception cref="ApplicationFailureException">It is refused; the message says why.</exception>
    [WorkflowUpdateValidator(nameof(AnswerAsync))]
    public void CheckAnswer(StepAnswer answer) => _shell.Check(answer);
}
