using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Temporalio.Service.Tests.Crashes;

/// <summary>A service in a process of its own, to be killed.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private readonly Process _process;

    private ServiceProcess(Process process, string socket) => (_process, Socket) = (process, socket);

    public string Socket { get; }

    /// <summary>Starts one on a state directory; returns once it can be called.</summary>
    /// <param name="mostFileBlocks">The largest file that it may write, in KiB; 0 for no bound.</param>
    public static async Task<ServiceProcess> StartAsync(string stateDirectory, int mostFileBlocks = 0)
    {
        var socket = Path.Combine(stateDirectory, "t.sock");
        var host = Path.Combine(AppContext.BaseDirectory, "Temporalio.Service.Host.dll");
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        string[] arguments = [host, stateDirectory, socket];
        if (mostFileBlocks > 0)
        {
            // A write beyond the bound then fails, as on a full disk, and raises no signal. The runtime maps its code
            // through a large file of its own, unless it is told not to.
            start.FileName = "bash";
            arguments = ["-c", $"trap '' XFSZ; ulimit -f {mostFileBlocks}; exec dotnet \"$@\"", "bash", .. arguments];
            start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        }

        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        if (line == "ready") return new ServiceProcess(process, socket);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        process.Dispose();
        throw new InvalidOperationException($"The service did not start: {line} {error}");
    }

    /// <summary>Ends it as kill -9 does: nothing of it runs any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for something that the service must live to see.</summary>
    /// <exception cref="InvalidOperationException">It ended by itself before; the message says what it said.</exception>
    public async Task UntilAsync(Task task)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var ended = _process.WaitForExitAsync(enough.Token);
        var first = await Task.WhenAny(task, ended);
        await enough.CancelAsync();
        if (first == task)
        {
            await task;
            return;
        }

        var error = await _process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        throw new InvalidOperationException($"The service ended by itself, with {_process.ExitCode}: {error}");
    }

    /// <summary>Ends when the process has ended by itself.</summary>
    public Task ExitedAsync() => _process.WaitForExitAsync(TestContext.Current.CancellationToken);

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit(); // only then is the state directory free
        _process.Dispose();
    }
}
