using Google.Protobuf.Collections;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;

namespace Temporalio.Service.History.Commands;

/// <summary>Checks the order of commands before any is carried out.</summary>
internal static class CommandSequence
{
    /// <summary>
    /// Throws when a command is of no known kind, or something follows one that closes the run; the task stays with the
    /// worker.
    /// </summary>
    /// <exception cref="ServiceException">INVALID_ARGUMENT: which command it is.</exception>
    public static void Check(RepeatedField<Command> commands)
    {
        foreach (var command in commands)
        {
            if (command.CommandType == CommandType.Unspecified)
            {
                throw ServiceException.Invalid($"unknown command type: {command.CommandType}");
            }
        }

        for (var index = 0; index < commands.Count - 1; index++)
        {
            var type = commands[index].CommandType;
            if (Closes(type))
            {
                var all = string.Join(", ", commands.Select(static command => command.CommandType));
                throw ServiceException.Invalid(
                    $"invalid command sequence: [{all}], command {type} must be the last command.");
            }
        }
    }

    private static bool Closes(CommandType type) => type is
        CommandType.CompleteWorkflowExecution or CommandType.FailWorkflowExecution
        or CommandType.CancelWorkflowExecution or CommandType.ContinueAsNewWorkflowExecution;
}
