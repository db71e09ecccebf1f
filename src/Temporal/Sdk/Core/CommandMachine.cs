using Temporalio.Api.History.V1;

namespace Temporalio.Core;

/// <summary>The life of one command: sent, recorded, answered by later events.</summary>
internal abstract class CommandMachine
{
    /// <summary>The command's event was found in history.</summary>
    public abstract void OnRecorded(PendingCommand command, HistoryEvent historyEvent, RunState run);

    /// <summary>A later event refers to the recorded one.</summary>
    public abstract void OnEvent(HistoryEvent historyEvent, RunState run);
}
