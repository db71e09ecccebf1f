using System.CommandLine;
using Pipelines.Definitions.Schema;
using Pipelines.Starter.Terminal;

namespace Pipelines.Starter.Commands;

/// <summary><c>pipelines schema</c>: the JSON Schema of pipeline files.</summary>
public static class SchemaCommand
{
    /// <summary>Returns the command.</summary>
    public static Command Create(CommandTerminal terminal)
    {
        var json = CommonOptions.Json();
        json.Description = "Accepted for scripts; a schema is always JSON.";
        var command = new Command("schema", "Print the JSON Schema of pipeline files, for editors.") { json };
        command.SetAction(_ =>
        {
            terminal.Output.Write(PipelineSchema.Create());
            return ExitCodes.Ok;
        });
        return command;
    }
}
