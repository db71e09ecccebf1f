using System.CommandLine;

namespace Pipelines.Starter.Commands;

/// <summary>Arguments and options of the commands that answer a step.</summary>
internal static class AnswerOptions
{
    /// <summary>The argument <c>STEP</c>.</summary>
    public static Argument<string> Step() => new("step")
    {
        Description = "The path of the step that waits, as 'pipelines describe' shows it.",
        HelpName = "STEP",
    };

    /// <summary><c>--comment TEXT</c>.</summary>
    public static Option<string?> Comment() => new("--comment")
    {
        Description = "Why; kept in the execution.",
        HelpName = "TEXT",
    };

    /// <summary><c>--by NAME</c>.</summary>
    public static Option<string> By() => new("--by")
    {
        Description = "Who decides. Default: the user's name.",
        HelpName = "NAME",
        DefaultValueFactory = _ => Environment.UserName,
    };

    /// <summary><c>--output name=json</c>, any number of times.</summary>
    public static Option<string[]> Output() => new("--output", "-o")
    {
        Description = "An output of the step, as JSON; what is not JSON is text. May be repeated.",
        HelpName = "NAME=JSON",
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary><c>--outputs FILE</c>.</summary>
    public static Option<string?> Outputs() => new("--outputs")
    {
        Description = "A JSON file of outputs, name → value; --output wins over it.",
        HelpName = "FILE",
    };
}
