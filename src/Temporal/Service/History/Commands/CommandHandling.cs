using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;

namespace Temporalio.Service.History.Commands;

/// <summary>Carries out commands.</summary>
internal static class CommandHandling
{
    /// <summary>Carries out all commands in order, up to the first that closes the run.</summary>
    /// <returns>The first fault, after which the draft is to be thrown away; null when all went well.</returns>
    public static CommandFault? Run(TaskCompletion completion)
    {
        foreach (var command in completion.Request.Commands)
        {
            if (Handle(completion, command) is { } fault)
            {
                return fault;
            }

            if (!completion.State.IsRunning)
            {
                break;
            }
        }

        return UpdateCommands.HandleRest(completion);
    }

    private static CommandFault? Handle(TaskCompletion completion, Command command) =>
        CommandAttributes.Missing(command) ?? HandleWhole(completion, command);

    private static CommandFault? HandleWhole(TaskCompletion completion, Command command) => command.CommandType switch
    {
        CommandType.ScheduleActivityTask => ActivityCommands.Schedule(completion, command),
        CommandType.RequestCancelActivityTask => ActivityCommands.RequestCancel(completion, command),
        CommandType.StartTimer => TimerCommands.Start(completion, command),
        CommandType.CancelTimer => TimerCommands.Cancel(completion, command),
        CommandType.CompleteWorkflowExecution => CloseCommands.Complete(completion, command),
        CommandType.FailWorkflowExecution => CloseCommands.Fail(completion, command),
        CommandType.CancelWorkflowExecution => CloseCommands.Cancel(completion, command),
        CommandType.ContinueAsNewWorkflowExecution => ContinueAsNewCommand.Continue(completion, command),
        CommandType.StartChildWorkflowExecution => ChildCommands.Start(completion, command),
        CommandType.SignalExternalWorkflowExecution => ExternalCommands.Signal(completion, command),
        CommandType.RequestCancelExternalWorkflowExecution => ExternalCommands.RequestCancel(completion, command),
        CommandType.RecordMarker => RecordCommands.Marker(completion, command),
        CommandType.UpsertWorkflowSearchAttributes => RecordCommands.SearchAttributes(completion, command),
        CommandType.ModifyWorkflowProperties => RecordCommands.Properties(completion, command),
        CommandType.ProtocolMessage => UpdateCommands.Handle(completion, command),
        _ => new CommandFault(
            WorkflowTaskFailedCause.FeatureDisabled, $"command {command.CommandType} is not supported"),
    };
}
