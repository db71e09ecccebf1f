using System.Collections.Immutable;
using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Scheduling.Binding;
using Pipelines.Workflows.Scheduling.Compiled;
using Pipelines.Workflows.Scheduling.Snapshots;

namespace Pipelines.Workflows.Scheduling;

/// <summary>
/// The interpreter's decisions. Pure: the same calls give the same commands in the same order. What one event costs
/// does not grow with the number of steps, but for its logarithm.
/// </summary>
internal static class Flow
{
    private const int MostKept = 128 * 1024;

    /// <summary>Begins an execution, or goes on with one that continues as new.</summary>
    /// <returns>The first state and commands; a definition that cannot be run gives one command: to fail.</returns>
    /// <param name="run">What to run.</param>
    /// <param name="now">The time.</param>
    /// <param name="draw">Chance, of which the tokens of callbacks are made; nobody else may know it.</param>
    /// <param name="isPatched">Tells by which of <see cref="FlowPatches"/> the run decides; null for all.</param>
    public static (FlowState State, ImmutableArray<FlowCommand> Commands) Start(
        PipelineRun run, DateTimeOffset now, Guid draw = default, Func<string, bool>? isPatched = null)
    {
        try
        {
            var flow = FlowCompiler.Compile(run.Definition);
            var parameters = ParameterValues.Of(run.Definition.Parameters, run.Parameters);
            var state = new FlowState { Flow = flow, Run = run, Parameters = parameters, StartTime = now, Draw = draw };
            if (isPatched is not null) state = state with { IsPatched = isPatched };
            if (run.Resume is not { } saved) return new FlowTurn(state, now).Begin();
            state = FlowRestoring.Over(state with { Run = run with { Resume = null } }, SnapshotText.Read(saved));
            return new FlowTurn(state, now).Continue();
        }
        catch (DefinitionException refusal)
        {
            var outcome = new FlowOutcome.Failed(new FlowFailure(null, refusal.Error));
            var state = new FlowState
            {
                Flow = CompiledFlow.Empty,
                Run = run,
                Parameters = ParameterValues.None,
                StartTime = now,
                Phase = FlowPhase.Finished,
                Outcome = outcome,
            };
            return (state, [new FlowCommand.Finish(outcome)]);
        }
    }

    /// <summary>Returns why an answer is refused, as a sentence; null when <see cref="On"/> takes it.</summary>
    public static string? Refusal(FlowState state, StepAnswer answer) => Answers.Refusal(state, answer);

    /// <summary>True when the state can be carried over into another run: it was asked to pause, and nothing is at
    /// work.</summary>
    public static bool CanContinue(FlowState state) =>
        state is { Paused: true, Running.IsEmpty: true, Reserved: 0, CancelRequested: false }
        && state.Phase != FlowPhase.Finished;

    /// <summary>The input of the run that goes on; null when the state is too large to be carried over.</summary>
    /// <param name="state">A state that <see cref="CanContinue"/>.</param>
    public static PipelineRun? Continued(FlowState state)
    {
        var text = SnapshotText.Write(FlowSaving.Whole(state));
        if (text.Length > (state.Run.Limits?.KeptState ?? MostKept))
            text = SnapshotText.Write(FlowSaving.Compact(state));
        return text.Length > SnapshotText.Longest ? null : state.Run with { Resume = text };
    }

    /// <summary>Goes on after an event.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="happened">The event. One of a step must name a step that is running.</param>
    /// <param name="now">The time of the event.</param>
    /// <exception cref="ArgumentException">The event names a step that is not running.</exception>
    public static (FlowState State, ImmutableArray<FlowCommand> Commands) On(
        FlowState state, FlowEvent happened, DateTimeOffset now) => new FlowTurn(state, now).Take(happened);
}
