using Pipelines.Activities.State;
using Pipelines.Starter.Commands;

namespace Pipelines.Starter.Hosting;

/// <summary>Says why a state directory cannot be used, before and after the service tried.</summary>
internal static class StateAccess
{
    /// <summary>Makes the directory when there is none, and makes sure that files in it can be written.</summary>
    /// <exception cref="CommandException">They cannot.</exception>
    public static void Check(string directory)
    {
        var layout = new StateLayout(directory);
        try
        {
            layout.Prepare();
            var probe = Path.Combine(layout.Root, $"probe-{Path.GetRandomFileName()}");
            new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0,
                FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw Refused(directory, refused);
        }
    }

    /// <summary>Returns the fault to end the command with.</summary>
    public static CommandException Refused(string directory, Exception cause)
    {
        var reason = cause.Message.ReplaceLineEndings(" ").TrimEnd('.');
        var advice = cause is IOException or UnauthorizedAccessException
            ? "It must be writable and have room, to look at executions too; --state names another."
            : "A copy of the directory can be put back; with temporal.db moved away, executions begin anew, and "
            + "artifacts and models stay.";
        return new CommandException(
            ExitCodes.Failed, $"the state directory {directory} cannot be used: {reason}. {advice}", cause);
    }
}
