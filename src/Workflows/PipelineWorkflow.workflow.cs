using System.Runtime.ExceptionServices;
using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Progress;
using Pipelines.Workflows.Scheduling;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Pipelines.Workflows;

/// <summary>Interprets a pipeline. It performs what <c>Flow</c> decides and tells it what happened.</summary>
/// <remarks>
/// Succeeds with a <see cref="PipelineResult"/>; fails with an application failure of type <see cref="FailedType"/> whose
/// first detail is the <see cref="ExecutionState"/>; ends as cancelled, after its finally block, when it was asked to.
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

    private readonly Queue<FlowEvent> _events = new();
    private readonly Dictionary<string, CancellationTokenSource> _running = new(StringComparer.Ordinal);
    private readonly Dictionary<int, CancellationTokenSource> _timers = [];
    private FlowState? _state;
    private FlowOutcome? _outcome;
    private ExceptionDispatchInfo? _fault;
    private bool _isTaking;

    private bool IsOver => _outcome is not null || _fault is not null;

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

        (_state, var commands) = Flow.Start(run, Workflow.UtcNow, Workflow.NewGuid());
        foreach (var command in commands) Perform(command);
        Workflow.CurrentDetails = StateDetails.Of(_state);
        try
        {
            await Workflow.WaitConditionAsync(() => IsOver);
        }
        catch (Exception stop) when (TemporalException.IsCanceledException(stop))
        {
            Take(new FlowEvent.CancelRequested());
            await Workflow.WaitConditionAsync(() => IsOver, CancellationToken.None);
        }

        _fault?.Throw();
        return End(_outcome!);
    }

    /// <summary>Answers what is known of the execution, step by step.</summary>
    [WorkflowQuery(ActivityNames.StateQuery)]
    public ExecutionState State() => _state is null
        ? new ExecutionState { Id = Workflow.Info.WorkflowId, Pipeline = "" }
        : StateLimit.Cut(StateView.Of(_state), StateLimit.Payload);

    /// <summary>Answers with steps of the state, from a number on, for states that <see cref="State"/> has to shorten.</summary>
    /// <param name="skip">How many steps to pass over.</param>
    [WorkflowQuery(ActivityNames.StepsQuery)]
    public IReadOnlyDictionary<string, StepState> Steps(int skip) => _state is null
        ? new Dictionary<string, StepState>()
        : StateLimit.Page(StateView.Of(_state), skip, StateLimit.Payload);

    /// <summary>Takes a decision about a step that waits; the update returns once it has taken effect.</summary>
    /// <param name="answer">The decision.</param>
    [WorkflowUpdate(ActivityNames.AnswerUpdate)]
    public Task AnswerAsync(StepAnswer answer)
    {
        Take(new FlowEvent.Answered(answer));
        return Task.CompletedTask;
    }

    /// <summary>Refuses an answer that no step waits for; nothing is changed then.</summary>
    /// <param name="answer">The decision.</param>
    /// <exception cref="ApplicationFailureException">It is refused; the message says why.</exception>
    [WorkflowUpdateValidator(nameof(AnswerAsync))]
    public void CheckAnswer(StepAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var refusal = _state is null ? "the execution has not begun; try again" : Flow.Refusal(_state, answer);
        if (refusal is not null) throw new ApplicationFailureException(refusal, RefusedType, nonRetryable: true);
    }

    private PipelineResult End(FlowOutcome outcome)
    {
        var state = StateLimit.Cut(StateView.Of(_state!), StateLimit.Payload);
        return outcome switch
        {
            FlowOutcome.Succeeded succeeded => new PipelineResult(succeeded.Outputs, state),
            FlowOutcome.Failed failed => throw new ApplicationFailureException(
                failed.Failure.Describe(), FailedType, nonRetryable: true, details: [state]),
            _ => throw new OperationCanceledException("The execution was stopped."),
        };
    }

    private void Take(FlowEvent happened)
    {
        _events.Enqueue(happened);
        if (_isTaking) return;
        _isTaking = true;
        try
        {
            while (_events.TryDequeue(out var next) && _outcome is null)
            {
                (_state, var commands) = Flow.On(_state!, next, Workflow.UtcNow);
                foreach (var command in commands) Perform(command);
            }

            Workflow.CurrentDetails = StateDetails.Of(_state!);
        }
        finally
        {
            _isTaking = false;
        }
    }

    private void Perform(FlowCommand command)
    {
        switch (command)
        {
            case FlowCommand.RunJob job:
                _ = RunStepAsync(job.Path, StepActivity.RunJobAsync(job, TokenOf(job.Path)), job.Options);
                break;
            case FlowCommand.RegisterModel model:
                var registration = StepActivity.RegisterModelAsync(model, TokenOf(model.Path));
                _ = RunStepAsync(model.Path, registration, model.Options);
                break;
            case FlowCommand.CallHttp call:
                _ = RunStepAsync(call.Path, StepActivity.CallHttpAsync(call, TokenOf(call.Path)), call.Options);
                break;
            case FlowCommand.StartTimer timer:
                _ = WatchTimerAsync(timer);
                break;
            case FlowCommand.CancelTimer timer:
                if (_timers.Remove(timer.Timer, out var waiting)) waiting.Cancel();
                break;
            case FlowCommand.CancelStep cancel:
                _running[cancel.Path].Cancel();
                break;
            case FlowCommand.StartDeadline deadline:
                _ = WatchDeadlineAsync(deadline.After);
                break;
            case FlowCommand.Finish finish:
                _outcome = finish.Outcome;
                break;
            default:
                throw new InvalidOperationException($"Unknown command {command.GetType().Name}.");
        }
    }

    private CancellationToken TokenOf(string path) => (_running[path] = new CancellationTokenSource()).Token;

    // Nobody awaits this task: what it throws is a fault of this program and has to surface in RunAsync.
    private async Task RunStepAsync(string path, Task<StepResult> activity, StepOptions options)
    {
        try
        {
            FlowEvent ended;
            try
            {
                ended = new FlowEvent.StepCompleted(path, await activity);
            }
            catch (Exception stop) when (TemporalException.IsCanceledException(stop))
            {
                ended = new FlowEvent.StepCancelled(path);
            }
            catch (ActivityFailureException failure)
            {
                ended = StepActivity.FailureOf(path, failure, options);
            }

            if (_running.Remove(path, out var cancel)) cancel.Dispose();
            Take(ended);
        }
        catch (Exception fault)
        {
            _fault = ExceptionDispatchInfo.Capture(fault);
        }
    }

    private async Task WatchTimerAsync(FlowCommand.StartTimer timer)
    {
        var cancel = _timers[timer.Timer] = new CancellationTokenSource();
        try
        {
            await Workflow.DelayWithOptionsAsync(new DelayOptions(timer.After, timer.Path, cancel.Token));
            _timers.Remove(timer.Timer);
            Take(new FlowEvent.TimerFired(timer.Path, timer.Timer));
        }
        catch (Exception stop) when (cancel.IsCancellationRequested && TemporalException.IsCanceledException(stop))
        {
            // Nobody waits for it any more.
        }
        catch (Exception fault)
        {
            _fault = ExceptionDispatchInfo.Capture(fault);
        }
    }

    private async Task WatchDeadlineAsync(TimeSpan after)
    {
        try
        {
            await Workflow.DelayAsync(after, CancellationToken.None);
            Take(new FlowEvent.DeadlineReached());
        }
        catch (Exception fault)
        {
            _fault = ExceptionDispatchInfo.Capture(fault);
        }
    }
}
