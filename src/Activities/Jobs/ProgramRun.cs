using System.Diagnostics;
using System.IO.Pipes;

namespace Pipelines.Activities.Jobs;

/// <summary>A running program: its own session and process group, its output pumped into the log by a thread.</summary>
/// <remarks>
/// It is started through <c>setsid</c>, so that its children can be ended with it, and <c>setpriv --pdeathsig
/// KILL</c>, so that it
/// dies when the worker is killed. The kernel ties that signal to the thread that started the program: the thread that
/// pumps its output starts it, and lives until it ended. A thread, not a task: it blocks, and would starve the thread
/// pool that
/// the service and the worker run on.
/// </remarks>
internal sealed class ProgramRun : IDisposable
{
    private const int StackBytes = 256 * 1024;

    private readonly Process _process;
    private readonly JobLog _log;
    private readonly bool _ownsGroup;
    private readonly TaskCompletionSource<bool> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _outputEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ProgramRun(ProgramStart start, ProgramTools tools, JobLog log)
    {
        _log = log;
        _ownsGroup = tools.Setsid is not null;
        string[] command =
        [
            .. tools.Setsid is null ? (string[])[] : [tools.Setsid],
            .. tools.Setpriv is null ? (string[])[] : [tools.Setpriv, "--pdeathsig", "KILL", "--"],
            start.File,
            .. start.Arguments,
        ];
        var info = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = start.Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment.Clear();
        foreach (var (name, value) in start.Variables) info.Environment[name] = value;
        _process = new Process { StartInfo = info };
    }

    /// <summary>The process id, which is the group's id too.</summary>
    public int Id { get; private set; }

    /// <summary>Starts a program. Its standard input is empty.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The system refused.</exception>
    public static async Task<ProgramRun> StartAsync(ProgramStart start, ProgramTools tools, JobLog log, string name)
    {
        var run = new ProgramRun(start, tools, log);
        try
        {
            new Thread(run.StartAndPumpOutput, StackBytes) { IsBackground = true, Name = $"job {name}" }.Start();
            await run._started.Task.ConfigureAwait(false);
            return run;
        }
        catch
        {
            run._process.Dispose();
            throw;
        }
    }

    /// <summary>Returns the exit code once the program itself has ended; a killed one gives 128 + the signal's
    /// number.</summary>
    public async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        return _process.ExitCode;
    }

    /// <summary>Asks program and children to end.</summary>
    public void Terminate() => Send(ProcessSignals.Terminate);

    /// <summary>Ends program and children.</summary>
    public void Kill() => Send(ProcessSignals.Kill);

    /// <summary>Completes when nobody writes to the program's output any more.</summary>
    public Task OutputEnded => _outputEnded.Task;

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private void Send(int signal)
    {
        // Right after the start the group may not be there yet; then the process alone gets the signal.
        if (_ownsGroup && ProcessSignals.SendToGroup(Id, signal)) return;
        if (_process.HasExited) return;
        if (signal == ProcessSignals.Kill) _process.Kill(entireProcessTree: true);
        else ProcessSignals.Send(Id, signal);
    }

    private void StartAndPumpOutput()
    {
        OutputPump pump;
        try
        {
            _process.Start();
            Id = _process.Id;
            pump = new OutputPump(
                (PipeStream)_process.StandardOutput.BaseStream, (PipeStream)_process.StandardError.BaseStream, _log);
            _process.StandardInput.Close();
            _started.SetResult(true);
        }
        catch (Exception error)
        {
            _started.SetException(error);
            return;
        }

        pump.Run();
        _outputEnded.SetResult();
        try
        {
            _process.WaitForExit(); // the thread must outlive the program
        }
        catch (Exception error) when (error is InvalidOperationException or ObjectDisposedException)
        {
            return; // the job is over and the process object disposed
        }
    }
}
