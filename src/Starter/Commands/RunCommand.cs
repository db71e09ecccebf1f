using System.CommandLine;
using Pipelines.Definitions.Contracts;
using Pipelines.Starter.Executions;
using Pipelines.Starter.Hosting;
using Pipelines.Starter.Terminal;
using Temporalio.Exceptions;

namespace Pipelines.Starter.Commands;

/// <summary><c>pipelines run PIPELINE.yaml</c>: checks, starts, follows, and prints the results.</summary>
public static class RunCommand
{
    /// <summary>Returns the command.</summary>
    public static Command Create(CommandTerminal terminal, TimeProvider time)
    {
        var file = CommonOptions.PipelineFile();
        var parameters = CommonOptions.Parameter();
        var parameterFile = CommonOptions.ParameterFile();
        var id =
            new Option<string?>(
            "--id") { Description =
            "The execution's id. An execution of that id goes on instead of a new one.", HelpName = "ID" };
        var queue = new Option<string>("--queue")
        {
            Description = $"Task queue. Default: {ExecutionClient.DefaultQueue}.",
            HelpName = "QUEUE",
            DefaultValueFactory = _ => ExecutionClient.DefaultQueue,
        };
        var json = CommonOptions.Json();
        var command = new Command("run", "Check a pipeline, run it and show its progress and results.")
        { file, parameters, parameterFile, id, queue, json };
        var placeOptions = new PlaceOptions(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var pipeline = PipelineFile.Load(parsed.GetRequiredValue(file), terminal);
            if (pipeline is null) return ExitCodes.InvalidInput;
            var values = ParameterInput.Resolve(
                pipeline, parsed.GetValue(parameters) ?? [], parsed.GetValue(parameterFile), terminal);
            if (values is null) return ExitCodes.InvalidInput;
            var wanted = parsed.GetValue(id) ?? ExecutionId.New(pipeline.Definition.Name, time.GetUtcNow());
            if (!ExecutionId.IsValid(wanted))
            {
                throw new CommandException(
                    ExitCodes.InvalidInput,
                    $"--id '{wanted}': an id is 1 to 200 letters, digits, '.', '_' or '-', and starts with a letter "
                    + "or digit.");
            }

            var place = placeOptions.Read(parsed, parsed.GetRequiredValue(queue));
            return await SessionLoop.RunAsync(
                place,
                SessionWork.Everything,
                terminal,
                time,
                async (session, stop) =>
                {
                    var run = await session.PrepareAsync(pipeline, wanted, values, stop).ConfigureAwait(false);
                    await StartOrContinueAsync(
                        session.Executions, run, place.Queue, terminal, stop).ConfigureAwait(false);
                    return await ExecutionFollower.FollowAsync(
                        session, wanted, parsed.GetValue(json), terminal, time, stop).ConfigureAwait(false);
                },
                cancel).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task StartOrContinueAsync(
        ExecutionClient executions, PipelineRun run, string queue, CommandTerminal terminal, CancellationToken cancel)
    {
        var id = run.Context.ExecutionId;
        if (await StartAsync(executions, run, queue, cancel).ConfigureAwait(false) is not { } known) return;
        if (known.Definition != run.Definition.Digest)
        {
            throw new CommandException(
                ExitCodes.InvalidInput,
                $"execution '{id}' was started with another definition. An execution keeps the definition it was "
                + "started with: " +
                $"'pipelines resume {id}' lets it go on, another --id starts the new one.");
        }

        await terminal.Errors.WriteLineAsync(known.Summary.EndTime is null
            ? $"Execution {id} exists; it goes on where it was, with the parameters it was started with."
            : $"Execution {id} has ended ({known.Summary.Status}); these are its results. Another --id runs the "
            + "pipeline anew.").ConfigureAwait(false);
    }

    /// <summary>
    /// Starts it, as a rule with success; returns the execution that has the id already, if there is one.
    /// </summary>
    private static async Task<(ExecutionSummary Summary, string Definition)?> StartAsync(
        ExecutionClient executions, PipelineRun run, string queue, CancellationToken cancel)
    {
        try
        {
            await executions.StartAsync(run, queue, cancel).ConfigureAwait(false);
            return null;
        }
        catch (WorkflowAlreadyStartedException taken)
        {
            return await executions.FindAsync(taken.WorkflowId, cancel).ConfigureAwait(false)
                ?? throw new WorkflowAlreadyStartedException(
                taken.Message, taken.WorkflowId, taken.WorkflowType, taken.RunId);
        }
    }
}
