using System.CommandLine;
using Pipelines.Starter.Terminal;

namespace Pipelines.Starter.Commands;

/// <summary><c>pipelines validate PIPELINE.yaml</c>: reports every fault and starts nothing.</summary>
public static class ValidateCommand
{
    /// <summary>Returns the command.</summary>
    public static Command Create(CommandTerminal terminal)
    {
        var file = CommonOptions.PipelineFile();
        var json = CommonOptions.Json();
        var command = new Command("validate", "Report every fault of a pipeline file. Nothing is run.") { file, json };
        command.SetAction(parsed =>
        {
            var checkedFile = PipelineFile.Check(parsed.GetRequiredValue(file));
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(terminal.Output, DiagnosticReport.Of(checkedFile));
            }
            else
            {
                DiagnosticText.Write(checkedFile, terminal.Errors);
                if (checkedFile.Definition is { } definition)
                    terminal.Output.WriteLine(
                        $"{definition.Name}: no faults ({StepCount.Of(definition)} steps, {definition.Digest})");
            }

            return checkedFile.Definition is null ? ExitCodes.InvalidInput : ExitCodes.Ok;
        });
        return command;
    }
}
