using System.CommandLine;
using Pipelines.Starter.Executions;
using Pipelines.Starter.Hosting;

namespace Pipelines.Starter.Commands;

/// <summary>The options that say where executions live: a state directory, or a Temporal server.</summary>
internal sealed class PlaceOptions
{
    private readonly Option<string?> _state = CommonOptions.State();

    private readonly Option<string?> _address = new("--address")
    {
        Description =
            "A Temporal server to use instead of the embedded service. TEMPORAL_* variables say how (TLS, API key).",
        HelpName = "HOST:PORT",
    };

    private readonly Option<string?> _namespace =
        new("--namespace") { Description = "The server's namespace. Default: default.", HelpName = "NAME" };

    private readonly Option<string?> _profile = new("--profile")
    {
        Description = "A profile of temporal.toml that says which Temporal server to use, and how.",
        HelpName = "NAME",
    };

    private readonly Option<bool> _tls = new("--tls") { Description = "Connect to the server with TLS." };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="server">False for commands of the embedded service alone.</param>
    public PlaceOptions(Command command, bool server = true)
    {
        command.Options.Add(_state);
        if (!server) return;
        command.Options.Add(_address);
        command.Options.Add(_namespace);
        command.Options.Add(_profile);
        command.Options.Add(_tls);
    }

    /// <summary>Returns the place that the command line names.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="queue">The task queue; null for the default one.</param>
    /// <exception cref="CommandException">
    /// A named profile cannot be read, or options of a server stand there without one.
    /// </exception>
    public SessionPlace Read(ParseResult parsed, string? queue = null)
    {
        var (address, ns, profile, tls) = (
            parsed.GetValue(_address), parsed.GetValue(_namespace), parsed.GetValue(_profile), parsed.GetValue(_tls));
        var server = ServerAddress.Resolve(address, ns, profile, tls);
        return new SessionPlace(
            StateDirectory.Find(parsed.GetValue(_state), Directory.GetCurrentDirectory()),
            server,
            server?.Namespace ?? "default",
            queue ?? ExecutionClient.DefaultQueue)
        {
            ServerWords = Word(" --address", address) + Word(" --namespace", ns) + Word(" --profile", profile)
                + (tls ? " --tls" : ""),
        };
    }

    private static string Word(string name, string? value) => value is null ? "" : $"{name} {value}";
}
