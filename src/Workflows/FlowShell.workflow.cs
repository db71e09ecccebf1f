using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Progress;
using Pipelines.Workflows.Scheduling;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Pipelines.Workflows;

/// <summary>What the workflows share: events go in, and what <see cref="Flow"/> decides is performed.</summary>
internal sealed partial class FlowShell
{
    private readonly Queue<FlowEvent> _events = new();
    private FlowOutcome? _outcome;
    private ExceptionDispatchInfo? _fault;
    private ImmutableArray<FlowCommand>? _first;
    private bool _isTaking;
    private FlowState? _shown;

    /// <summary>Decides what to begin with; performs nothing yet.</summary>
    public FlowShell(PipelineRun run) =>
        (State, _first) = Flow.Start(run, Workflow.UtcNow, Workflow.NewGuid(), Workflow.Patched);

    /// <summary>The state.</summary>
    public FlowState State { get; private set; }

    private bool IsOver => _outcome is not null || _fault is not null;

    /// <summary>Runs to the end, or continues as new.</summary>
    /// <returns>How it ended.</returns>
    /// <exception cref="ContinueAsNewException">The history has become long: another run goes on.</exception>
    public async Task<FlowOutcome> RunAsync()
    {
        Begin();
        var token = Workflow.CancellationToken;
        while (!IsOver)
        {
            try
            {
                await Workflow.WaitConditionAsync(HasNews, token);
            }
            catch (Exception stop) when (TemporalException.IsCanceledException(stop))
            {
                // What follows says how it went on.
            }

            if (token != CancellationToken.None && token.IsCancellationRequested)
            {
                token = CancellationToken.None;
                if (!IsOver) Take(new FlowEvent.CancelRequested());
            }
            else if (!IsOver)
            {
                ContinueAsNew();
            }
        }

        ShowDetails();
        _fault?.Throw();
        return _outcome!;
    }

    /// <summary>Takes a decision about a step that waits.</summary>
    public void Answer(StepAnswer answer) => Take(new FlowEvent.Answered(answer));

    /// <summary>Refuses an answer that no step waits for.</summary>
    /// <exception cref="ApplicationFailureException">It is refused; the message says why.</exception>
    public void Check(StepAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var refusal = Flow.Refusal(State, answer);
        if (refusal is not null)
        {
            throw new ApplicationFailureException(refusal, PipelineWorkflow.RefusedType, nonRetryable: true);
        }
    }

    /// <summary>Begins nothing new.</summary>
    public void Halt(StepError reason) => Take(new FlowEvent.HaltRequested(reason));

    /// <summary>What is known, as much as one message holds.</summary>
    public ExecutionState View() => StateLimit.Cut(StateView.Of(State), StateLimit.Payload);

    /// <summary>Steps from a number on, as many as one message holds.</summary>
    public IReadOnlyDictionary<string, StepState> Page(int skip) =>
        StateLimit.Page(StateView.Of(State), skip, StateLimit.Payload);

    // Asked when all that a task brought was taken in, which is often enough to write down where the execution stands.
    private bool HasNews()
    {
        ShowDetails();
        return IsOver || Flow.CanContinue(State);
    }

    private void ShowDetails()
    {
        if (ReferenceEquals(_shown, State)) return;
        _shown = State;
        Workflow.CurrentDetails = StateDetails.Of(State);
    }

    // Signals and updates may come with the first task, before the run method is called.
    private void Begin()
    {
        if (_first is not { } commands) return;
        _first = null;
        foreach (var command in commands) Perform(command);
    }

    private void Take(FlowEvent happened)
    {
        Begin();
        _events.Enqueue(happened);
        if (_isTaking) return;
        _isTaking = true;
        try
        {
            PauseWhenLong();
            while (_events.TryDequeue(out var next) && _outcome is null)
            {
                (State, var commands) = Flow.On(State, next, Workflow.UtcNow);
                foreach (var command in commands) Perform(command);
            }
        }
        finally
        {
            _isTaking = false;
        }
    }
}
