using System.CommandLine;
using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Parameters;
using Pipelines.Starter.Evaluation;
using Pipelines.Starter.Terminal;

namespace Pipelines.Starter.Commands;

/// <summary><c>pipelines eval EXPRESSION</c>: the value of an expression, with parameters given.</summary>
public static class EvalCommand
{
    /// <summary>Returns the command.</summary>
    public static Command Create(CommandTerminal terminal)
    {
        var expression = new Argument<string?>("expression")
        {
            Description = "The expression, in quotes. Parameters are parameters.NAME.",
            HelpName = "EXPRESSION",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var (parameters, parameterFile) = (CommonOptions.Parameter(), CommonOptions.ParameterFile());
        var pipeline = new Option<string?>("--pipeline")
        {
            Description = "A pipeline whose parameters, with their types and defaults, are there.",
            HelpName = "PIPELINE.yaml",
        };
        var file = new Option<string?>("--file")
        {
            Description = "Evaluate every line of a file: JSON with expression, parameters, names, expected.",
            HelpName = "CASES.jsonl",
        };
        var json = CommonOptions.Json();
        var command = new Command("eval", "Evaluate an expression with given parameters.")
        { expression, parameters, parameterFile, pipeline, file, json };
        command.Validators.Add(found =>
        {
            if (found.GetValue(expression) is null == found.GetValue(file) is null)
                found.AddError("an expression or --file belongs here, one of both.");
        });
        command.SetAction(parsed =>
        {
            var values = Values(
                parsed.GetValue(pipeline), parsed.GetValue(parameters) ?? [], parsed.GetValue(parameterFile), terminal);
            if (values is null) return ExitCodes.InvalidInput;
            return parsed.GetValue(file) is { } cases
                ? All(cases, values, terminal)
                : One(
                    new EvaluationCase { Expression = parsed.GetRequiredValue(expression)!, Parameters = values },
                    parsed.GetValue(json), terminal);
        });
        return command;
    }

    private static IReadOnlyDictionary<string, JsonElement>? Values(
        string? pipeline, IReadOnlyList<string> assignments, string? file, CommandTerminal terminal)
    {
        if (pipeline is not null)
            return PipelineFile.Load(pipeline, terminal) is { } loaded
                ? ParameterInput.Resolve(loaded, assignments, file, terminal) : null;
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var faults = new List<string>();
        if (file is not null)
        {
            var source = new SourceText(file, PipelineFile.Read(file));
            var read = UndeclaredValues.Read(source);
            faults.AddRange(read.Diagnostics.Select(one => one.Render(source)));
            foreach (var (name, value) in read.Values ?? values) values[name] = value;
        }

        foreach (var assignment in assignments)
        {
            var sign = assignment.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0)
                throw new CommandException(
                    ExitCodes.InvalidInput, $"-p '{assignment}': this is not of the form NAME=VALUE.");
            var (value, wrong) = UndeclaredValues.Read($"-p {assignment[..sign]}", assignment[(sign + 1)..]);
            faults.AddRange(wrong.Select(one => one.ToString()));
            if (value is { } good) values[assignment[..sign].Trim()] = good;
        }

        foreach (var fault in faults) terminal.Errors.WriteLine(fault);
        return faults.Count == 0 ? values : null;
    }

    private static int One(EvaluationCase given, bool json, CommandTerminal terminal)
    {
        var result = ExpressionTrial.Of(given);
        if (json) JsonOutput.Write(terminal.Output, result);
        else if (result.Error is { } error) terminal.Errors.WriteLine(Shown(given.Expression, error));
        else terminal.Output.WriteLine(
            result.Type == "string" ? result.Value!.Value.GetString() : result.Value!.Value.GetRawText());
        return !result.IsFailure ? ExitCodes.Ok
            : result.Error?.Code?.StartsWith("EX3", StringComparison.Ordinal) == true ? ExitCodes.Failed
            : ExitCodes.InvalidInput;
    }

    private static int All(string file, IReadOnlyDictionary<string, JsonElement> common, CommandTerminal terminal)
    {
        var (number, failed, count) = (0, 0, 0);
        foreach (var line in PipelineFile.Read(file).Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            var result = ExpressionTrial.OfLine(line, number, common);
            terminal.Output.WriteLine(JsonSerializer.Serialize(result, PipelineJson.Options));
            count++;
            if (result.IsFailure) failed++;
        }

        terminal.Errors.WriteLine($"{count} expressions, {failed} failed.");
        return failed == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static string Shown(string expression, EvaluationResult.Fault error)
    {
        var source = new SourceText("expression", expression);
        var at = source.Span((error.Column ?? 1) - 1, error.Length ?? 1);
        return new Diagnostic(
            error.Code ?? "", at, error.Message.EndsWith('.') ? error.Message : error.Message + ".", error.Hint)
            .Render(source).TrimEnd();
    }
}
