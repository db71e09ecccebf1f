using System.CommandLine;
using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Parameters;
using Pipelines.Starter.Hosting;
using Pipelines.Starter.Terminal;

namespace Pipelines.Starter.Commands;

/// <summary>
/// <c>pipelines decide ID STEP --retry | --skip | --fail</c>: what becomes of a failed step with <c>onFailure:
/// wait</c>.
/// </summary>
public static class DecideCommand
{
    /// <summary>Returns the command.</summary>
    public static Command Create(CommandTerminal terminal, TimeProvider time)
    {
        var (id, step, comment, by) = (
            CommonOptions.ExecutionId(), AnswerOptions.Step(), AnswerOptions.Comment(), AnswerOptions.By());
        var retry = new Option<bool>("--retry") { Description = "Try it again, with the parameters given by -p." };
        var skip = new Option<bool>("--skip") { Description = "Count it as done, with the outputs given." };
        var fail = new Option<string?>("--fail")
        {
            Description = "Let the failure take its course.",
            HelpName = "MESSAGE",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var (parameters, output, outputs) = (
            CommonOptions.Parameter(), AnswerOptions.Output(), AnswerOptions.Outputs());
        var command = new Command(
            "decide", "Decide on a failed step that waits: try it again, skip it, or let it fail.")
        { id, step, retry, skip, fail, parameters, output, outputs, comment, by };
        command.Validators.Add(found =>
        {
            var (isRetry, isSkip, isFail) = (
                found.GetValue(retry), found.GetValue(skip), found.GetResult(fail) is not null);
            if ((isRetry ? 1 : 0) + (isSkip ? 1 : 0) + (isFail ? 1 : 0) != 1)
                found.AddError("one of --retry, --skip and --fail belongs here.");
            else if (!isRetry && found.GetValue(parameters) is { Length: > 0 })
                found.AddError("-p goes with --retry alone.");
            else if (!isSkip && (found.GetValue(output) is { Length: > 0 } || found.GetValue(outputs) is not null))
                found.AddError("--output and --outputs go with --skip alone.");
        });
        var placeOptions = new PlaceOptions(command);
        command.SetAction((parsed, cancel) =>
        {
            var answer = new StepAnswer
            {
                Step = parsed.GetRequiredValue(step),
                Kind = parsed.GetValue(retry) ? AnswerKind.Retry
                    : parsed.GetValue(skip) ? AnswerKind.Skip
                    : AnswerKind.Fail,
                By = parsed.GetValue(by),
                Comment = parsed.GetValue(fail) ?? parsed.GetValue(comment),
                Outputs = CompleteCommand.OutputsOf(parsed.GetValue(outputs), parsed.GetValue(output) ?? []),
            };
            var assignments = parsed.GetValue(parameters) ?? [];
            var one = parsed.GetRequiredValue(id);
            return StepAnswers.SendAsync(
                placeOptions.Read(parsed),
                one,
                async session => assignments.Length == 0
                    ? answer
                    : answer with
                    {
                        Parameters = await ChangedAsync(session, one, assignments, cancel).ConfigureAwait(false),
                    },
                terminal,
                time,
                cancel);
        });
        return command;
    }

    private static async Task<IReadOnlyDictionary<string, JsonElement>> ChangedAsync(
        Session session, string id, IReadOnlyList<string> assignments, CancellationToken cancel)
    {
        var run = await session.Executions.StartedWithAsync(id, cancel).ConfigureAwait(false)
            ?? throw new CommandException(
                ExitCodes.Failed, $"execution '{id}' is not a pipeline's; it has no parameters.");
        var changed = Changed(run.Definition, assignments);
        return await session.ImportAsync(
            run.Definition, changed, run.Context.ProjectDirectory ?? Directory.GetCurrentDirectory(), cancel)
            .ConfigureAwait(false);
    }

    // Parameters that are not named keep the values they have, whatever their defaults are.
    private static Dictionary<string, JsonElement> Changed(
        PipelineDefinition definition, IReadOnlyList<string> assignments)
    {
        var kept = JsonSerializer.SerializeToElement<string?>(null, PipelineJson.Options);
        var open = definition with
        {
            Parameters = [.. definition.Parameters.Select(parameter => parameter with { Default = kept })],
        };
        var result = ParameterValues.Resolve(open, new ParameterOverrides { Assignments = assignments });
        if (result.Values is null)
            throw new CommandException(ExitCodes.InvalidInput, string.Join("\nerror: ", result.Diagnostics));
        return result.Values.Where(value => value.Value.ValueKind != JsonValueKind.Null)
            .ToDictionary(StringComparer.Ordinal);
    }
}
