using Pipelines.Activities.Artifacts;
using Pipelines.Activities.Models;
using Temporalio.Exceptions;

namespace Pipelines.Starter.Commands;

/// <summary>What a command says and returns when it ends by an exception.</summary>
internal static class CommandFaults
{
    /// <summary>Returns exit code and text. Only what nobody foresaw shows its place in the program. Pure.</summary>
    public static (int ExitCode, string Message) Of(Exception fault) => fault switch
    {
        OperationCanceledException => (ExitCodes.Interrupted, "Interrupted."),
        CommandException { Code: { } code } coded => (coded.ExitCode, $"error {code}: {coded.Message}"),
        CommandException known => (known.ExitCode, $"error: {known.Message}"),
        RpcException { Code: RpcException.StatusCode.Unavailable } away =>
            (ExitCodes.Failed, $"error: the Temporal service cannot be reached: {away.Message}"),
        RpcException refused =>
            (ExitCodes.Failed, $"error: the Temporal service answered {refused.Code}: {refused.Message}"),
        WorkflowUpdateRpcTimeoutOrCanceledException { InnerException: OperationCanceledException } =>
            (ExitCodes.Interrupted, "Interrupted. The answer may still be taken: 'pipelines describe' tells."),
        WorkflowUpdateRpcTimeoutOrCanceledException late => (
            ExitCodes.Failed,
            "error: no worker took the answer in time; it may still be taken: 'pipelines describe' tells "
            + $"({late.InnerException?.Message ?? late.Message})."),
        ModelRegistryException or ArtifactException => (ExitCodes.Failed, $"error: {fault.Message}"),
        IOException or UnauthorizedAccessException => (ExitCodes.Failed, $"error: {fault.GetBaseException().Message}"),
        _ => (ExitCodes.Failed, $"error: {fault.Message}\nThis is a fault of the program. Its place:\n{fault}"),
    };

    /// <summary>Writes the text; where standard error is closed or full, the exit code alone has to tell.</summary>
    public static void Write(TextWriter errors, string message)
    {
        try
        {
            errors.WriteLine(message);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            return;
        }
    }
}
