using System.Text.Json;
using Pipelines.Activities;
using Pipelines.Activities.Artifacts;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Starter.Commands;
using Pipelines.Starter.Executions;
using Pipelines.Starter.Terminal;
using Pipelines.Workflows;
using Temporalio.Client;
using Temporalio.Service;

namespace Pipelines.Starter.Hosting;

/// <summary>
/// A command's way to the executions: an own host, the host of another process, or a Temporal server.
/// </summary>
public sealed class Session : IAsyncDisposable
{
    private readonly LocalHost? _host;
    private readonly StepWorkers? _workers;
    private readonly SessionPlace _place;
    private readonly LocalActivities _local;

    private Session(
        ExecutionClient executions, SessionPlace place, LocalActivities local, LocalHost? host, StepWorkers? workers)
    {
        Executions = executions;
        _place = place;
        _local = local;
        _host = host;
        _workers = workers;
    }

    /// <summary>The executions there.</summary>
    public ExecutionClient Executions { get; }

    /// <summary>True when another process of this machine holds the state directory and serves this one.</summary>
    public bool IsAttached => _host is null && _place.Server is null;

    /// <summary>
    /// Ends, with the reason, when this process can no longer store what happens; never where another process or a
    /// server stores it.
    /// </summary>
    public Task<Exception> Failed => _host?.Failed ?? new TaskCompletionSource<Exception>().Task;

    /// <summary>Where artifacts and logs lie on this machine.</summary>
    public string StateDirectory => _place.StateDirectory;

    /// <summary>
    /// Opens the way: connects to the server that <paramref name="place"/> names; else holds the state directory; else
    /// attaches to its holder.
    /// </summary>
    /// <exception cref="CommandException">None of them works.</exception>
    public static async Task<Session> OpenAsync(
        SessionPlace place, SessionWork work, CommandTerminal terminal, TimeProvider time, CancellationToken cancel)
    {
        if (place.Server is { } server)
            return await ConnectAsync(place, server, workers: false, time).ConfigureAwait(false);
        try
        {
            var options = new LocalHostOptions { StateDirectory = place.StateDirectory, Work = work, Queue = place.Queue, Shared = true, Time = time, Logs = LogOutput.FromEnvironment() };
            StateAccess.Check(place.StateDirectory);
            var host = await LocalHost.StartAsync(options, cancel).ConfigureAwait(false);
            return new Session(host.Executions, place, host.Local, host, null);
        }
        catch (StateDirectoryInUseException held)
        {
            if (held.Holder?.Address is not { } socket)
                throw new CommandException(ExitCodes.Failed, held.Message, held);
            if (work == SessionWork.Everything)
                await terminal.Errors.WriteLineAsync(
                    $"Attached to process {held.Holder.ProcessId}, which holds {place.StateDirectory}.")
                    .ConfigureAwait(false);
            var attach = new TemporalClientConnectOptions(
                socket) { Namespace = place.Namespace, DataConverter = PipelineDataConverter.Create() };
            return await ConnectAsync(place, attach, work == SessionWork.Everything, time).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or CommandException))
        {
            throw StateAccess.Refused(place.StateDirectory, fault);
        }
    }

    /// <summary>Returns the workflow's input; files and directories among the values become artifacts.</summary>
    public async Task<PipelineRun> PrepareAsync(
        PipelineFile pipeline, string id, IReadOnlyDictionary<string, JsonElement> values, CancellationToken cancel)
    {
        var prepared =
            await ImportAsync(pipeline.Definition, values, pipeline.ProjectDirectory, cancel).ConfigureAwait(false);
        var environment = CapturedEnvironment.Of(pipeline.Definition);
        _host?.Serve(pipeline.Definition);
        _workers?.Serve(_place.Queue, pipeline.Definition);
        return new PipelineRun
        {
            Definition = pipeline.Definition,
            Parameters = prepared,
            Env = environment,
            Context = new PipelineContext
            {
                Pipeline = pipeline.Definition.Name,
                Version = pipeline.Definition.Digest,
                ExecutionId = id,
                Namespace = _place.Namespace,
                ProjectDirectory = pipeline.ProjectDirectory,
            },
        };
    }

    /// <summary>
    /// Returns the values as the workflow takes them: what a file's or directory's path names is an artifact then.
    /// </summary>
    /// <exception cref="CommandException">Nothing is there.</exception>
    public async Task<Dictionary<string, JsonElement>> ImportAsync(
        PipelineDefinition definition, IReadOnlyDictionary<string, JsonElement> values, string project,
        CancellationToken cancel)
    {
        var imported = new Dictionary<string, JsonElement>(values.Count);
        foreach (var parameter in definition.Parameters)
        {
            if (!values.TryGetValue(parameter.Name, out var value)) continue;
            imported[parameter.Name] = parameter.Type is ParameterType.File or ParameterType.Directory
                && value.ValueKind == JsonValueKind.String
                ? await ImportAsync(parameter, value.GetString()!, project, cancel).ConfigureAwait(false)
                : value;
        }

        return imported;
    }

    /// <summary>True when nobody but this command, which ends, runs the execution.</summary>
    public bool EndsWithTheCommand => _host is not null;

    /// <summary>The words of a command line that opens the same execution again.</summary>
    public string Resuming(string id) => $"pipelines resume {id}{_place.ServerWords}";

    /// <summary>True when the executions live on a Temporal server and go on there without this command.</summary>
    public bool IsRemote => _place.Server is not null;

    /// <summary>Returns what bears with a server that is away for a while; null where there is no server.</summary>
    internal ServerPatience? PatienceFor(CommandTerminal terminal, TimeProvider time) =>
        _place.Server is { TargetHost: { } host } ? new ServerPatience(host, terminal.Errors, time) : null;

    /// <summary>Says so, and what to do, when an execution on a server waits for a worker that is not there.</summary>
    public async Task TellOfMissingWorkerAsync(string id, CommandTerminal terminal, CancellationToken cancel)
    {
        if (await MissingWorkerAsync(id, cancel).ConfigureAwait(false) is { } missing)
            await terminal.Errors.WriteLineAsync(missing).ConfigureAwait(false);
    }

    /// <summary>Returns what to do when no worker takes an execution's work; null when one does.</summary>
    public async Task<string?> MissingWorkerAsync(string id, CancellationToken cancel)
    {
        if (_place.Server is null) return null;
        var queue = await WorkerPresence.UnservedQueueAsync(Executions.Temporal, id, cancel).ConfigureAwait(false);
        var option = queue == ExecutionClient.DefaultQueue ? "" : $" --queue {queue}";
        return queue is null ? null
            : $"No worker serves queue {queue}, where execution {id} waits. Start one: "
                + $"pipelines worker{_place.ServerWords}{option}";
    }

    /// <summary>Removes an execution: history, logs and job folders.</summary>
    public async Task DeleteAsync(string id, CancellationToken cancel)
    {
        await Executions.DeleteAsync(id, cancel).ConfigureAwait(false);
        _local.Layout.DeleteExecution(id);
    }

    /// <summary>
    /// Where this process holds the state directory: waits until executions that other processes started meanwhile have
    /// ended,
    /// since they would lose their service. Returns at once elsewhere.
    /// </summary>
    public async Task WaitForOthersAsync(CommandTerminal terminal, CancellationToken cancel)
    {
        if (_host is null) return;
        await foreach (var other in Executions.ListAsync("Running", 0, cancel).ConfigureAwait(false))
        {
            if (other.StartTime < _host.Started) continue;
            await terminal.Errors.WriteLineAsync(
                $"Execution {other.Id} still uses this process; waiting for it. Ctrl-C leaves it to be resumed.")
                .ConfigureAwait(false);
            await Executions.EndAsync(other.Id, cancel).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_workers is not null) await _workers.DisposeAsync().ConfigureAwait(false);
        if (_host is not null) await _host.DisposeAsync().ConfigureAwait(false);
        _local.Dispose();
    }

    private static async Task<Session> ConnectAsync(
        SessionPlace place, TemporalClientConnectOptions server, bool workers, TimeProvider time)
    {
        var client = await ServerAddress.ConnectAsync(server).ConfigureAwait(false);
        var local = LocalActivities.Create(new LocalActivitiesOptions(place.StateDirectory) { Time = time });
        var own = workers
            ? new StepWorkers(
            client, local, new LocalHostOptions { StateDirectory = place.StateDirectory }.MaximumSteps,
            LogOutput.FromEnvironment()) : null;
        own?.Serve(place.Queue);
        return new Session(new ExecutionClient(client, time), place, local, null, own);
    }

    private async Task<JsonElement> ImportAsync(
        ParameterDefinition parameter, string path, string project, CancellationToken cancel)
    {
        try
        {
            return await ArtifactImport.ImportAsync(
                _local.Artifacts, parameter.Type, project, path, cancel).ConfigureAwait(false);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArtifactException)
        {
            throw new CommandException(
                ExitCodes.InvalidInput, $"parameter '{parameter.Name}': {refused.Message}", refused);
        }
    }
}
