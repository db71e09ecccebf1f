using System.Text.Json;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Graph;

/// <summary>The words of a drawing.</summary>
internal static class GraphLabel
{
    /// <summary>Returns the text on one line, at most 60 characters of it.</summary>
    public static string Cut(string text) => Shown.Text(text.ReplaceLineEndings(" ").Trim());

    /// <summary>Returns the second line of a step's node.</summary>
    public static string Detail(StepDefinition step) => step switch
    {
        StepDefinition.Condition { Branches: [{ If: { } test }, ..] } => test,
        StepDefinition.Loop loop => Test(loop),
        StepDefinition.ForEach each => $"for each {each.As}",
        StepDefinition.Nested nested => $"pipeline {nested.Pipeline.Name}",
        StepDefinition.ManualApproval { Message: { } message } => message,
        StepDefinition.Callback { Request: { } request } => $"callback by {request.Method} {Text(request.Url)}",
        StepDefinition.Http http => $"{http.Call.Method} {Text(http.Call.Url)}",
        StepDefinition.Wait { Duration: { } duration } => $"wait {Text(duration)}",
        StepDefinition.Wait { Until: { } time } => $"wait until {Text(time)}",
        _ => step.Type,
    };

    public static string Branch(BranchDefinition branch) => branch is { If: { } test, Word: not "then" } ? test : "";

    /// <summary>Returns the label of the frame around a step that holds blocks.</summary>
    public static string Frame(StepDefinition step, string path) => step switch
    {
        StepDefinition.Loop { Maximum: { } maximum } => $"{path}: at most {Text(maximum)} rounds",
        StepDefinition.Loop => $"{path}: rounds",
        StepDefinition.ForEach { Items: { } items } => $"{path}: items of {Text(items)}",
        StepDefinition.ForEach { Matrix: { } axes } => $"{path}: {string.Join(" × ", axes.Select(a => a.Name))}",
        StepDefinition.Nested { File: { } file } => $"{path}: {file}",
        _ => path,
    };

    /// <summary>Returns the words on the arrow from a step to the first steps inside.</summary>
    public static string Entry(StepDefinition step) => step switch
    {
        StepDefinition.Loop => "each round",
        StepDefinition.ForEach => "each item",
        _ => "",
    };

    /// <summary>Returns the words on the arrow into a block by what stands behind the step's path.</summary>
    public static string Entry(string suffix) => suffix switch
    {
        ".catch" => "on failure",
        ".finally" => "at the end",
        _ => "",
    };

    private static string Test(StepDefinition.Loop loop) => (loop.While, loop.Until) switch
    {
        ({ } test, _) => $"while {test}",
        (_, { } test) => $"until {test}",
        _ => "loop",
    };

    private static string Text(JsonElement value)
    {
        var text = value.ToString();
        return text.StartsWith("${{", StringComparison.Ordinal) && text.EndsWith("}}", StringComparison.Ordinal)
            && text.IndexOf("${{", 3, StringComparison.Ordinal) < 0
            ? text[3..^2].Trim()
            : text;
    }
}
