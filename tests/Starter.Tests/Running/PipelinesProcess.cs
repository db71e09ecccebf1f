using System.Diagnostics;
using System.Runtime.InteropServices;
using Pipelines.Starter.Hosting;

namespace Pipelines.Starter.Tests.Running;

/// <summary>The program as a process of its own, which a test can kill.</summary>
internal sealed class PipelinesProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private PipelinesProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public static PipelinesProcess Start(params string[] args) => new(Process.Start(InfoOf(args))!);

    /// <summary>Starts it where programs are looked for in one folder only.</summary>
    public static PipelinesProcess StartWithPath(string folder, params string[] args)
    {
        var info = InfoOf(args);
        info.FileName = Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet"
            ? host
            : Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet");
        info.Environment["PATH"] = folder;
        return new PipelinesProcess(Process.Start(info)!);
    }

    private static ProcessStartInfo InfoOf(string[] args) => new("dotnet", [typeof(LocalHost).Assembly.Location, .. args])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        RedirectStandardInput = true,
    };

    /// <summary><c>kill -9</c> of this process alone; what it started is not touched.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public bool HasExited => _process.HasExited;

    public async Task<CommandRun> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CommandRun(_process.ExitCode, await _output, await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
