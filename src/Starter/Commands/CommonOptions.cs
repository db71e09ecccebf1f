using System.CommandLine;
using System.CommandLine.Parsing;

namespace Pipelines.Starter.Commands;

/// <summary>Options that several commands share.</summary>
public static class CommonOptions
{
    /// <summary><c>--state DIR</c>.</summary>
    public static Option<string?> State() => new("--state")
    {
        Description = "Directory of executions, artifacts, logs and models. Default: .pipelines in the nearest "
            + "folder upwards that has one, else here.",
        HelpName = "DIR",
    };

    /// <summary><c>--json</c>.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print JSON on standard output." };

    /// <summary>The argument <c>PIPELINE.yaml</c>.</summary>
    public static Argument<string> PipelineFile() =>
        new("pipeline") { Description = "The pipeline's file.", HelpName = "PIPELINE.yaml" };

    /// <summary>The argument <c>ID</c>.</summary>
    public static Argument<string> ExecutionId() => new("id") { Description = "The execution's id.", HelpName = "ID" };

    /// <summary><c>-p name=value</c>, any number of times.</summary>
    public static Option<string[]> Parameter() => new("--parameter", "-p")
    {
        Description = "A parameter's value. May be repeated.",
        HelpName = "NAME=VALUE",
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary><c>--params file.yaml</c>.</summary>
    public static Option<string?> ParameterFile() => new("--params")
    {
        Description = "A YAML or JSON file of parameter values; -p wins over it.",
        HelpName = "FILE",
    };
}
