using System.Text.Json;
using Pipelines.Starter.Commands;
using Pipelines.Starter.Terminal;

namespace Pipelines.Starter.Tests.Running;

/// <summary>A command run inside the test's process, with its streams captured.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Errors)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public static async Task<CommandRun> OfAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var terminal = new CommandTerminal(TextWriter.Synchronized(output), TextWriter.Synchronized(errors), Interactive: false, Colors: false, Width: 160);
        var code =
            await PipelinesCommand.RunAsync(args, terminal, TimeProvider.System, TestContext.Current.CancellationToken);
        return new CommandRun(code, output.ToString(), errors.ToString());
    }
}
