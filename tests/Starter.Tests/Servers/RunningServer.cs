using System.Text.Json;
using Pipelines.Starter.Commands;
using Pipelines.Starter.Terminal;

namespace Pipelines.Starter.Tests.Servers;

/// <summary><c>pipelines server</c> inside the test's process, on a free port, until it is disposed of.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly FirstLine _output = new();
    private readonly StringWriter _errors = new();
    private readonly Task<int> _running;

    private RunningServer(string[] args)
    {
        var terminal = new CommandTerminal(_output, TextWriter.Synchronized(_errors), Interactive: false, Colors: false, Width: 160);
        _running = PipelinesCommand.RunAsync(["server", "--port", "0", "--json", .. args], terminal, TimeProvider.System, _stop.Token);
    }

    public JsonElement Ready { get; private set; }

    public string Address => Ready.GetProperty("address").GetString()!;

    public static async Task<RunningServer> StartAsync(params string[] args)
    {
        var server = new RunningServer(args);
        if (await Task.WhenAny(server._output.Line, server._running) == server._running)
            throw new InvalidOperationException(server._errors.ToString());
        server.Ready = JsonDocument.Parse(await server._output.Line).RootElement;
        return server;
    }

    /// <summary>Does what Ctrl-C does; returns the exit code.</summary>
    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        await _errors.DisposeAsync();
        await _output.DisposeAsync();
    }

    private sealed class FirstLine : StringWriter
    {
        private readonly TaskCompletionSource<string> _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Line => _line.Task;

        public override Task WriteLineAsync(string? value)
        {
            _line.TrySetResult(value ?? "");
            return Task.CompletedTask;
        }
    }
}
