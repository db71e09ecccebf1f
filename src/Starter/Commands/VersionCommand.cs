using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using Pipelines.Starter.Terminal;

namespace Pipelines.Starter.Commands;

/// <summary><c>pipelines version</c>.</summary>
public static class VersionCommand
{
    /// <summary>Returns the command.</summary>
    public static Command Create(CommandTerminal terminal)
    {
        var json = CommonOptions.Json();
        var command = new Command("version", "Print the version of this program and of what it runs on.") { json };
        command.SetAction(parsed =>
        {
            var version = typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
            if (parsed.GetValue(json))
                JsonOutput.Write(terminal.Output, new VersionReport(version, RuntimeInformation.FrameworkDescription));
            else terminal.Output.WriteLine($"pipelines {version} ({RuntimeInformation.FrameworkDescription})");
            return ExitCodes.Ok;
        });
        return command;
    }

    private sealed record VersionReport(string Version, string Runtime);
}
