using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;

namespace Temporalio.Core;

/// <summary>A command whose event was not seen yet.</summary>
/// <param name="command">The command as it is sent.</param>
/// <param name="machine">What learns of its event; null when nothing follows.</param>
internal sealed class PendingCommand(Command command, CommandMachine? machine)
{
    public Command Command { get; } = command;

    public CommandMachine? Machine { get; } = machine;

    /// <summary>Cancelled before it was sent: it is neither sent nor matched.</summary>
    public bool Dropped { get; set; }

    /// <summary>Sent with a completion; it cannot be taken back.</summary>
    public bool Sent { get; set; }

    /// <summary>The event of an update's message; unspecified for other commands.</summary>
    public EventType UpdateEvent { get; init; }

    public string? UpdateId { get; init; }

    /// <summary>The list of patches as a search attribute: histories of other SDKs may lack it.</summary>
    public bool PatchList { get; init; }
}
