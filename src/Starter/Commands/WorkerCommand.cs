using System.CommandLine;
using Pipelines.Activities;
using Pipelines.Starter.Executions;
using Pipelines.Starter.Hosting;
using Pipelines.Starter.Terminal;
using Pipelines.Workflows;
using Temporalio.Client;

namespace Pipelines.Starter.Commands;

/// <summary><c>pipelines worker --address HOST:PORT</c>: runs workflows and steps for a Temporal server until it is told to stop.</summary>
public static class WorkerCommand
{
    /// <summary>Returns the command.</summary>
    public static Command Create(CommandTerminal terminal, TimeProvider time)
    {
        var address = CommonOptions.Address();
        address.Required = true;
        var ns = CommonOptions.Namespace();
        var queue = new Option<string>("--queue")
        {
            Description = $"The task queue to serve. Default: {ExecutionClient.DefaultQueue}.",
            HelpName = "QUEUE",
            DefaultValueFactory = _ => ExecutionClient.DefaultQueue,
        };
        var maximum = new Option<int>("--maximum-steps") { Description = "Most steps at work at once. Default: 200.", HelpName = "N", DefaultValueFactory = _ => 200 };
        var state = CommonOptions.State();
        var command = new Command("worker", "Run workflows and steps for a Temporal server.") { address, ns, queue, maximum, state };
        command.SetAction(async (parsed, cancel) =>
        {
            var client = await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(parsed.GetValue(address)!)
            {
                Namespace = parsed.GetRequiredValue(ns),
                DataConverter = PipelineDataConverter.Create(),
            }).ConfigureAwait(false);
            var local = LocalActivities.Create(new LocalActivitiesOptions(StateDirectory.Find(parsed.GetValue(state), Directory.GetCurrentDirectory())) { Time = time });
            await using var workers = new StepWorkers(client, local, parsed.GetValue(maximum), LogOutput.FromEnvironment());
            workers.Serve(parsed.GetRequiredValue(queue));
            await terminal.Errors.WriteLineAsync($"Serving queue {parsed.GetRequiredValue(queue)} of {parsed.GetValue(address)}. Ctrl-C stops.").ConfigureAwait(false);
            await Task.WhenAny(workers.FailureAsync(), Task.Delay(Timeout.InfiniteTimeSpan, time, cancel)).Unwrap().WaitAsync(CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            return cancel.IsCancellationRequested ? ExitCodes.Ok : ExitCodes.Failed;
        });
        return command;
    }
}
