using System.CommandLine;
using Pipelines.Definitions.Graph;
using Pipelines.Starter.Terminal;

namespace Pipelines.Starter.Commands;

/// <summary><c>pipelines graph PIPELINE.yaml</c>: a diagram.</summary>
public static class GraphCommand
{
    /// <summary>Returns the command.</summary>
    public static Command Create(CommandTerminal terminal, TimeProvider time)
    {
        var file = CommonOptions.PipelineFile();
        var format = new Option<string>("--format")
        {
            Description = "mermaid (default), dot, or svg, which Graphviz draws.",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => "mermaid",
        };
        format.AcceptOnlyFromAmong("mermaid", "dot", "svg");
        var json = CommonOptions.Json();
        var command =
            new Command("graph", "Print the pipeline as a diagram, in Mermaid, Graphviz DOT, or as an SVG picture.")
            { file, format, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var pipeline = PipelineFile.Load(parsed.GetRequiredValue(file), terminal);
            if (pipeline is null) return ExitCodes.InvalidInput;
            var wanted = parsed.GetRequiredValue(format);
            var text = wanted switch
            {
                "mermaid" => PipelineGraph.Mermaid(pipeline.Definition),
                "dot" => PipelineGraph.Dot(pipeline.Definition),
                _ => await Graphviz.SvgAsync(PipelineGraph.Dot(pipeline.Definition), time, cancel)
                    .ConfigureAwait(false),
            };
            if (parsed.GetValue(json))
                JsonOutput.Write(
                    terminal.Output, new { Pipeline = pipeline.Definition.Name, Format = wanted, Graph = text });
            else await terminal.Output.WriteLineAsync(text).ConfigureAwait(false);
            return ExitCodes.Ok;
        });
        return command;
    }
}
