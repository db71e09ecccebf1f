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

    // Temporal ends a run at 50 MiB.
    private const int MostBytes = 16 << 20;
    private const int LastBytes = 40 << 20;

    private int _since;
    private int _sinceBytes;
    private bool _staysWhole;

    // As late as possible while many activities run, since those who wait for the last of them do nothing; early while
    // there is at most one.
    private void PauseWhenLong()
    {
        if (_staysWhole || State.Paused || _outcome is not null) return;
        var most = Math.Max(State.Run.Limits?.HistoryEvents ?? MostEvents, 1);
        var events = Workflow.CurrentHistoryLength - _since;
        var isLong = events >= most
            || Workflow.CurrentHistorySize - _sinceBytes >= MostBytes
            || (((Workflow.ContinueAsNewSuggested && _since == 0) || events >= most / 2)
                && State.Running.Count + State.Reserved <= 1);
        if (!isLong) return;
        if (Workflow.Patched("continue-as-new"))
            (State, _) = Flow.On(State, new FlowEvent.PauseRequested(), Workflow.UtcNow);
        else _staysWhole = true; // a run of before this was known
    }

    private void ContinueAsNew()
    {
        if (Flow.Continued(State) is { } next)
        {
            throw Workflow.CreateContinueAsNewException(Workflow.Info.WorkflowType, [next]);
        }

        // Perhaps the state is smaller later on.
        _since = Workflow.CurrentHistoryLength;
        _sinceBytes = Workflow.CurrentHistorySize;
        if (_since < LastEvents && _sinceBytes < LastBytes)
        {
            Take(new FlowEvent.PauseEnded());
            return;
        }

        _staysWhole = true;
        Take(new FlowEvent.PauseEnded());
        Take(new FlowEvent.Overflowed(Largest.Of(State)));
    }
}
