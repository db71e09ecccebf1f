using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Scheduling;
using Temporalio.Workflows;

namespace Pipelines.Workflows;

/// <summary>Runs some items of a foreach for a <see cref="PipelineWorkflow"/>, which starts it as its child.</summary>
/// <remarks>Returns a <see cref="ChunkResult"/> whatever the items came to; the parent decides what that
/// means.</remarks>
[Workflow(ActivityNames.ChunkWorkflow)]
public sealed class ChunkWorkflow
{
    private readonly FlowShell _shell;

    /// <summary>Begins with the state, so that what comes with the run's first task finds it.</summary>
    /// <param name="run">The run's input.</param>
    [WorkflowInit]
    public ChunkWorkflow(PipelineRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        _shell = new FlowShell(run);
    }

    /// <summary>Runs the items.</summary>
    /// <param name="run">The execution's input, with the items to run.</param>
    [WorkflowRun]
    public async Task<ChunkResult> RunAsync(PipelineRun run)
    {
        var outcome = await _shell.RunAsync();
        var result = new ChunkResult(outcome.Status)
        {
            Ended = _shell.State.Ended.ToDictionary(count => count.Key.ToString(), count => count.Value),
        };
        return outcome switch
        {
            FlowOutcome.Succeeded succeeded => result with { Outputs = succeeded.Outputs },
            FlowOutcome.Failed { Failure: var failure } => result with
            {
                Error = failure.Error,
                FailedStep = failure.Step,
                IsDeliberate = failure.IsDeliberate,
            },
            _ => result,
        };
    }

    /// <summary>Begins no more items; what runs is finished.</summary>
    /// <param name="reason">Why.</param>
    [WorkflowSignal(ActivityNames.HaltSignal)]
    public Task HaltAsync(StepError reason)
    {
        _shell.Halt(reason);
        return Task.CompletedTask;
    }

    /// <summary>Takes a decision about a step of an item.</summary>
    /// <param name="answer">The decision.</param>
    [WorkflowUpdate(ActivityNames.AnswerUpdate)]
    public Task AnswerAsync(StepAnswer answer)
    {
        _shell.Answer(answer);
        return Task.CompletedTask;
    }

    /// <summary>Refuses an answer that no step waits for; nothing is changed then.</summary>
    /// <param name="answer">The decision.</param>
    [WorkflowUpdateValidator(nameof(AnswerAsync))]
    public void CheckAnswer(StepAnswer answer) => _shell.Check(answer);

    /// <summary>Answers what is known of the items' steps.</summary>
    [WorkflowQuery(ActivityNames.StateQuery)]
    public ExecutionState State() => _shell.View();

    /// <summary>Answers with steps of the state, from a number on.</summary>
    /// <param name="skip">How many steps to pass over.</param>
    [WorkflowQuery(ActivityNames.StepsQuery)]
    public IReadOnlyDictionary<string, StepState> Steps(int skip) => _shell.Page(skip);
}
