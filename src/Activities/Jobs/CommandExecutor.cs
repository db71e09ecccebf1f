using System.ComponentModel;
using System.Text;
using System.Text.Json;
using Pipelines.Activities.Artifacts;
using Pipelines.Activities.State;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Activities.Jobs;

/// <summary>Runs a job step's program under SageMaker's contract.</summary>
internal sealed class CommandExecutor
{
    private const int FailureCharacters = 1024;

    private readonly StateLayout _layout;
    private readonly JobOptions _options;
    private readonly TimeProvider _time;
    private readonly JobInputs _inputs;
    private readonly JobOutputs _outputs;
    private readonly JobReport _report;
    private readonly JobHost _host;
    private readonly ProgramTools _tools;

    public CommandExecutor(StateLayout layout, IArtifactStore artifacts, JobOptions options, TimeProvider time)
    {
        _layout = layout;
        _options = options;
        _time = time;
        _inputs = new JobInputs(artifacts);
        _outputs = new JobOutputs(artifacts);
        _report = new JobReport(artifacts);
        _host = JobHost.Read(options);
        _tools = ProgramTools.Find();
    }

    /// <summary>Runs the program to its end.</summary>
    /// <exception cref="JobFailedException">The attempt failed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled; the program has
    /// ended.</exception>
    public async Task<JobResult> RunAsync(JobRequest request, JobAttempt attempt, CancellationToken cancel)
    {
        var execution = request.Context.ExecutionId;
        var folders = new JobFolders(_layout.AttemptFolder(execution, request.Step, attempt.Number));
        var succeeded = false;
        using var log = new JobLog(_layout.LogFile(execution, request.Step, attempt.Number), _options.LogBytes,
            new MetricPatterns(request.Metrics));
        try
        {
            await EndLeftoversAsync(_layout.JobFolder(execution, request.Step), log, cancel).ConfigureAwait(false);
            folders.MakeAll();
            var laidOut = await _inputs.LayOutAsync(request.Inputs, folders, cancel).ConfigureAwait(false);
            var environment = new JobEnvironment(request, attempt.Number, folders, laidOut, _host);
            foreach (var (name, content) in environment.ConfigFiles())
                await File.WriteAllTextAsync(
                    Path.Combine(folders.InputConfig, name), content, cancel).ConfigureAwait(false);
            foreach (var output in request.Outputs)
                StateLayout.CreateFolder(Path.GetDirectoryName(PathName.Confine(folders.OutputData, output.Path))!);

            var exitCode = await RunProgramAsync(
                request, attempt, folders, environment, log, cancel).ConfigureAwait(false);
            if (exitCode != 0) throw Failed(request, folders, log, exitCode);

            var outputs = new Dictionary<string, JsonElement>();
            var metrics = new Dictionary<string, JsonElement>();
            await _outputs.CollectAsync(request, folders, outputs, cancel).ConfigureAwait(false);
            log.CollectMetrics(metrics);
            if (JobReport.OutputOf(request) is { } report)
                await _report.CopyToAsync(report, outputs, metrics, cancel).ConfigureAwait(false);
            succeeded = true;
            return new JobResult { Outputs = outputs, Metrics = metrics, Attempt = attempt.Number };
        }
        catch (JobFailedException failure)
        {
            failure.Detail = new FailureDetail(failure.ExitCode, log.Tail, attempt.Number);
            log.Write($"[pipelines: {failure.ErrorType}: {failure.Message}]");
            throw;
        }
        finally
        {
            CleanUp(request, folders, succeeded, log);
        }
    }

    private async Task EndLeftoversAsync(string stepFolder, JobLog log, CancellationToken cancel)
    {
        if (!Directory.Exists(stepFolder)) return; // the step's first attempt on this machine
        var ended = await LeftoverProcesses.EndAsync(
            stepFolder, _options.LeftoverGrace, _time, cancel).ConfigureAwait(false);
        if (ended > 0) log.Write($"[pipelines: ended {ended} program(s) that an earlier attempt left running]");
    }

    private async Task<int> RunProgramAsync(
        JobRequest request, JobAttempt attempt, JobFolders folders, JobEnvironment environment, JobLog log,
        CancellationToken cancel)
    {
        var command = request.Command!;
        var folder = request.Context.ProjectDirectory ?? folders.Root;
        if (!Directory.Exists(folder))
            throw new JobFailedException(JobErrors.ProgramNotFound,
                $"the project directory '{folder}' does not exist on this machine", nonRetryable: true);
        var file = ProgramPath.Find(command.Count == 0 ? "" : command[0], folder, environment.Variables["PATH"]);
        var start = new ProgramStart(
            file, [.. command.Skip(1), .. environment.UserArguments], folder, environment.Variables);

        cancel.ThrowIfCancellationRequested();
        ProgramRun run;
        try
        {
            run = await ProgramRun.StartAsync(start, _tools, log, request.Step).ConfigureAwait(false);
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException or IOException)
        {
            throw new JobFailedException(
                JobErrors.ScriptFailed, $"program '{command[0]}' could not be started: {error.Message}", inner: error);
        }

        using (run)
        {
            using var heartbeat = JobHeartbeat.Start(
                attempt, () => new JobProgress(run.Id, log.LastLine), TimeSpan.Zero, _time);
            var stop = await StopOrEndAsync(run, attempt.TimeLimit, cancel).ConfigureAwait(false);
            var exitCode = await run.WaitAsync().ConfigureAwait(false);
            await EndChildrenAsync(run, folders, wasStopped: stop != StopReason.None).ConfigureAwait(false);
            if (stop == StopReason.Cancelled) throw new OperationCanceledException(cancel);
            if (stop == StopReason.TimeLimit)
            {
                throw new JobFailedException(JobErrors.Timeout,
                    $"program '{command[0]}' ran longer than the step's timeout of {attempt.TimeLimit} and was stopped")
                {
                    ExitCode = exitCode,
                };
            }

            return exitCode;
        }
    }

    /// <summary>Returns when the program ended by itself, or was told to stop and either ended or was killed.</summary>
    private async Task<StopReason> StopOrEndAsync(ProgramRun run, TimeSpan? limit, CancellationToken cancel)
    {
        var ended = run.WaitAsync();
        using var noMoreTimers = new CancellationTokenSource();
        var stopped = new TaskCompletionSource<StopReason>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var onCancel = cancel.Register(() => stopped.TrySetResult(StopReason.Cancelled));
        var timer = limit is { } time ? Task.Delay(time, _time, noMoreTimers.Token)
            : Task.Delay(Timeout.Infinite, noMoreTimers.Token);

        var first = await Task.WhenAny(ended, stopped.Task, timer).ConfigureAwait(false);
        if (first == ended)
        {
            await noMoreTimers.CancelAsync().ConfigureAwait(false);
            return StopReason.None;
        }

        run.Terminate();
        var grace = Task.Delay(_options.Grace, _time, noMoreTimers.Token);
        if (await Task.WhenAny(ended, grace).ConfigureAwait(false) != ended) run.Kill();
        await noMoreTimers.CancelAsync().ConfigureAwait(false);
        return first == timer ? StopReason.TimeLimit : StopReason.Cancelled;
    }

    /// <summary>Ends what the program left behind and waits for the end of its output.</summary>
    private async Task EndChildrenAsync(ProgramRun run, JobFolders folders, bool wasStopped)
    {
        run.Kill(); // its group; the program itself has ended
        var outputEnded = await EndsInTimeAsync(run.OutputEnded).ConfigureAwait(false);
        if (outputEnded && !wasStopped) return;

        // A child that left the process group may still run, and holds the pipe if the output did not end.
        await LeftoverProcesses.EndAsync(
            folders.Root, TimeSpan.Zero, _time, CancellationToken.None).ConfigureAwait(false);
        if (!outputEnded) await EndsInTimeAsync(run.OutputEnded).ConfigureAwait(false);
    }

    private async Task<bool> EndsInTimeAsync(Task output)
    {
        try
        {
            await output.WaitAsync(_options.OutputGrace, _time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static JobFailedException Failed(JobRequest request, JobFolders folders, JobLog log, int exitCode)
    {
        var program = request.Command![0];
        var message = ReadFailure(folders.Failure);
        if (message is null)
        {
            var how = ProcessSignals.NameOf(exitCode) is { } signal
                ? $"program '{program}' was killed by {signal} (exit code "
                + $"{exitCode}){(signal == "SIGKILL" ? "; the system may have run out of memory" : "")}"
                : $"program '{program}' ended with exit code {exitCode}";
            message = log.LastLine is { Length: > 0 } last ? $"{how}: {last}" : how;
        }

        return new JobFailedException(JobErrors.ScriptFailed, message) { ExitCode = exitCode };
    }

    /// <summary>Returns the first 1,024 characters of the <c>failure</c> file, as SageMaker does; null when there is
    /// none.</summary>
    private static string? ReadFailure(string path)
    {
        try
        {
            DirectoryWalk.CheckRegularFile(path);
            using var reader = new StreamReader(path, Encoding.UTF8);
            var text = new char[FailureCharacters];
            var message = new string(text, 0, reader.ReadBlock(text)).Trim();
            return message.Length == 0 ? null : message;
        }
        catch (Exception error) when (error is ArtifactException or IOException or UnauthorizedAccessException)
        {
            return null; // no such file, or none that may be read: the exit code speaks
        }
    }

    private void CleanUp(JobRequest request, JobFolders folders, bool succeeded, JobLog log)
    {
        try
        {
            if (_options.KeepFolders == KeepFolders.Always
                || (_options.KeepFolders == KeepFolders.Failed && !succeeded)) return;
            if (!succeeded) folders.Remove();
            else if (_layout.JobFolder(request.Context.ExecutionId, request.Step) is var all && Directory.Exists(all))
                Directory.Delete(all, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            log.Write($"[pipelines: the working folder could not be removed: {error.Message}]"); // the result stands all the same
        }
    }

    private enum StopReason
    {
        None,
        Cancelled,
        TimeLimit,
    }
}
