using System.CommandLine;
using Pipelines.Definitions.Graph;
using Pipelines.Starter.Terminal;

namespace Pipelines.Starter.Commands;

/// <summary><c>pipelines graph PIPELINE.yaml</c>: a diagram as text.</summary>
public static class GraphCommand
{
    /// <summary>Returns the command.</summary>
    public static Command Create(CommandTerminal terminal)
    {
        var file = CommonOptions.PipelineFile();
        var format = new Option<string>("--format") { Description = "mermaid (default) or dot.", HelpName = "FORMAT", DefaultValueFactory = _ => "mermaid" };
        format.AcceptOnlyFromAmong("mermaid", "dot");
        var json = CommonOptions.Json();
        var command =
            new Command("graph", "Print the pipeline as a diagram, in Mermaid or Graphviz DOT.") { file, format, json };
        command.SetAction(parsed =>
        {
            var pipeline = PipelineFile.Load(parsed.GetRequiredValue(file), terminal);
            if (pipeline is null) return ExitCodes.InvalidInput;
            var wanted = parsed.GetRequiredValue(format);
            var text =
                wanted == "dot" ? PipelineGraph.Dot(pipeline.Definition) : PipelineGraph.Mermaid(pipeline.Definition);
            if (parsed.GetValue(json)) JsonOutput.Write(terminal.Output, new { Pipeline = pipeline.Definition.Name, Format = wanted, Graph = text });
            else terminal.Output.WriteLine(text);
            return ExitCodes.Ok;
        });
        return command;
    }
}
