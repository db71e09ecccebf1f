using System.CommandLine;
using Pipelines.Activities;
using Pipelines.Starter.Executions;
using Pipelines.Starter.Hosting;
using Pipelines.Starter.Terminal;
using Temporalio.Exceptions;

namespace Pipelines.Starter.Commands;

/// <summary>
/// <c>pipelines worker --address HOST:PORT</c>: runs workflows and steps for a Temporal server until it is told to
/// stop.
/// </summary>
public static class WorkerCommand
{
    /// <summary>Returns the command.</summary>
    public static Command Create(CommandTerminal terminal, TimeProvider time)
    {
        var queue = new Option<string>("--queue")
        {
            Description = $"The task queue to serve. Default: {ExecutionClient.DefaultQueue}.",
            HelpName = "QUEUE",
            DefaultValueFactory = _ => ExecutionClient.DefaultQueue,
        };
        var maximum =
            new Option<int>(
            "--maximum-steps") { Description = "Most steps at work at once. Default: 200.", HelpName =
            "N", DefaultValueFactory = _ => 200 };
        maximum.Validators.Add(found => Numbers.AtLeast(found, 1));
        var command = new Command("worker", "Run workflows and steps for a Temporal server.") { queue, maximum };
        var placeOptions = new PlaceOptions(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var place = placeOptions.Read(parsed, parsed.GetRequiredValue(queue));
            if (place.Server is null)
                throw new CommandException(ExitCodes.InvalidInput, "a worker needs a Temporal server: give --address "
                    + "HOST:PORT or --profile NAME. 'pipelines run' has a worker of its own.");
            var client = await ServerAddress.ConnectAsync(place.Server).ConfigureAwait(false);
            await ServerAddress.CheckNamespaceAsync(client, cancel).ConfigureAwait(false);
            using var local = LocalActivities.Create(new LocalActivitiesOptions(place.StateDirectory) { Time = time });
            await using var workers =
                new StepWorkers(client, local, parsed.GetValue(maximum), LogOutput.FromEnvironment());
            workers.Serve(place.Queue);
            await terminal.Errors.WriteLineAsync(
                $"Serving queue {place.Queue} of {place.Server.TargetHost}, namespace {place.Namespace}. Ctrl-C stops.")
                .ConfigureAwait(false);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var watch = ServerWatch.WatchAsync(
                stop => ServerWatch.AnswersAsync(client, stop),
                place.Server.TargetHost!,
                ServerWatch.Interval,
                terminal.Errors,
                time,
                end.Token);
            try
            {
                await WorkAsync(workers, place, time, cancel).ConfigureAwait(false);
            }
            finally
            {
                await end.CancelAsync().ConfigureAwait(false);
                await watch.ConfigureAwait(false);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    /// <exception cref="CommandException">The server does not let the worker work.</exception>
    private static async Task WorkAsync(
        StepWorkers workers, SessionPlace place, TimeProvider time, CancellationToken cancel)
    {
        try
        {
            await Task.WhenAny(workers.FailureAsync(), Task.Delay(Timeout.InfiniteTimeSpan, time, cancel)).Unwrap()
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return;
        }
        catch (Exception refused) when (refused is InvalidOperationException or RpcException)
        {
            throw new CommandException(
                ExitCodes.Failed, $"the worker of queue {place.Queue} ended: {refused.Message}", refused);
        }
    }
}
