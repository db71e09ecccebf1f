using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Scheduling;
using Temporalio.Workflows;

namespace Pipelines.Workflows;

/// <content>When and how an execution continues as new.</content>
internal sealed partial class FlowShell
{
    // Temporal ends a run at 51,200 events.
    private const int MostEvents = 10_000;
    private const int LastEvents = 40_000;

    private int _since;
    private bool _staysWhole;

    // As late as possible while many activities run, since those who wait for the last of them do nothing; early while
    // there is at most one.
    private void PauseWhenLong()
    {
        if (_staysWhole || State!.Paused || _outcome is not null) return;
        var most = Math.Max(State.Run.Limits?.HistoryEvents ?? MostEvents, 1);
        var events = Workflow.CurrentHistoryLength - _since;
        var isLong = events >= most
            || ((Workflow.ContinueAsNewSuggested || events >= most / 2) && State.Running.Count + State.Reserved <= 1);
        if (!isLong) return;
        if (Workflow.Patched("continue-as-new")) (State, _) = Flow.On(State, new FlowEvent.PauseRequested(), Workflow.UtcNow);
        else _staysWhole = true; // a run of before this was known
    }

    private void ContinueAsNew()
    {
        if (Flow.Continued(State!) is { } next)
        {
            throw Workflow.CreateContinueAsNewException(Workflow.Info.WorkflowType, [next]);
        }

        // Perhaps the state is smaller later on.
        _since = Workflow.CurrentHistoryLength;
        if (_since < LastEvents)
        {
            Take(new FlowEvent.PauseEnded());
            return;
        }

        _staysWhole = true;
        Take(new FlowEvent.PauseEnded());
        Take(new FlowEvent.Overflowed(Largest.Of(State!)));
    }
}
