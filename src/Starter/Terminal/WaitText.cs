using System.Globalization;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Starter.Terminal;

/// <summary>What a step waits for, as a person reads it. Pure.</summary>
public static class WaitText
{
    /// <summary>Returns what is waited for, such as <c>approval</c> or <c>the next attempt</c>.</summary>
    public static string Thing(StepWait wait)
    {
        ArgumentNullException.ThrowIfNull(wait);
        return wait.For switch
        {
            "approval" => "an approval",
            "callback" => "a callback",
            "decision" => "a decision",
            "retry" => "the next attempt",
            "time" => "its time",
            _ => wait.For,
        };
    }

    /// <summary>Returns what is waited for and until when.</summary>
    public static string Of(StepWait wait) => $"for {Thing(wait)}{Until(wait)}";

    /// <summary>Returns the lines below the step: what is to be decided, and what to type.</summary>
    /// <param name="id">The execution's id.</param>
    /// <param name="path">The step's path.</param>
    /// <param name="wait">What it waits for.</param>
    /// <param name="withToken">True shows a callback's token; false says how to see it.</param>
    public static IReadOnlyList<string> Help(string id, string path, StepWait wait, bool withToken)
    {
        ArgumentNullException.ThrowIfNull(wait);
        var step = Quoted(path);
        var lines = new List<string>();
        if (!string.IsNullOrWhiteSpace(wait.Message)) lines.Add(wait.Message.ReplaceLineEndings(" "));
        switch (wait.For)
        {
            case "approval":
                lines.Add($"pipelines approve {id} {step}     or: pipelines reject {id} {step}");
                break;
            case "callback" when withToken:
                lines.Add($"pipelines complete {id} {step} --token {wait.Token} --output NAME=JSON");
                break;
            case "callback":
                lines.Add($"pipelines complete {id} {step} --token …     'pipelines describe {id}' shows the token");
                break;
            case "decision":
                lines.Add($"pipelines decide {id} {step} --retry     or: --skip --output NAME=JSON, --fail");
                break;
        }

        return lines;
    }

    private static string Until(StepWait wait) => wait.Until is { } until
        ? " until " + until.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC"
        : "";

    // Brackets are patterns to a shell.
    private static string Quoted(string path) => path.Contains('[', StringComparison.Ordinal) ? $"'{path}'" : path;
}
