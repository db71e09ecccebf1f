using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using Pipelines.Starter.Hosting;
using Temporalio.Service.Grpc;

namespace Pipelines.Starter.Commands;

/// <summary>The options of <c>pipelines server</c>.</summary>
internal sealed class ServerOptions
{
    /// <summary>The environment variable that holds an API key where no file is named.</summary>
    public const string ApiKeyVariable = "PIPELINES_SERVER_API_KEY";

    private readonly Option<string?> _state = CommonOptions.State();

    private readonly Option<bool> _ephemeral =
        new("--ephemeral") { Description = "Keep everything in memory; nothing is left at the end." };

    private readonly Option<int> _port = new("--port")
    {
        Description = "The port; 0 for a free one. Default: 7233.",
        HelpName = "PORT",
        DefaultValueFactory = _ => 7233,
    };

    private readonly Option<string> _host = new("--host", "--ip")
    {
        Description = "The IP address to listen on. One that other machines reach needs TLS, and API keys or client "
            + "certificates. Default: 127.0.0.1.",
        HelpName = "ADDRESS",
        DefaultValueFactory = _ => "127.0.0.1",
    };

    private readonly Option<string[]> _namespaces = new("--namespace")
    {
        Description = "A namespace to create unless it is there. May be repeated. Default: default.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _certificate =
        new("--tls-cert") { Description = "The server's certificate, and those between it and its authority (PEM).", HelpName = "FILE" };

    private readonly Option<string?> _key =
        new("--tls-key") { Description = "The certificate's private key (PEM).", HelpName = "FILE" };

    private readonly Option<string?> _clientAuthority =
        new("--client-ca") { Description = "Whoever calls needs a certificate of one of these authorities (PEM).", HelpName = "FILE" };

    private readonly Option<string?> _apiKeys = new("--api-key-file")
    {
        Description = "Whoever calls needs one of the keys in this file, one a line. Without it the key in "
            + $"{ApiKeyVariable}, if there is one.",
        HelpName = "FILE",
    };

    /// <summary>Adds the options to a command.</summary>
    public ServerOptions(Command command)
    {
        _port.Validators.Add(CheckPort);
        _host.Validators.Add(CheckHost);
        foreach (var option in new Option[] { _state, _ephemeral, _port, _host, _namespaces, _certificate, _key, _clientAuthority, _apiKeys })
            command.Options.Add(option);
        command.Validators.Add(found =>
        {
            if (found.GetValue(_ephemeral) && found.GetResult(_state) is { Implicit: false })
                found.AddError("--ephemeral and --state contradict each other: one keeps nothing, the other names "
                    + "where to keep it.");
        });
    }

    /// <summary>Returns the state directory; null for memory.</summary>
    /// <exception cref="CommandException">It is empty or a file.</exception>
    public string? StateDirectory(ParseResult parsed) => parsed.GetValue(_ephemeral)
        ? null
        : Hosting.StateDirectory.Find(parsed.GetValue(_state), Directory.GetCurrentDirectory());

    /// <summary>Returns the namespaces, each once, in the order given.</summary>
    /// <exception cref="CommandException">A name breaks the rule.</exception>
    public IReadOnlyList<string> Namespaces(ParseResult parsed)
    {
        var names = parsed.GetValue(_namespaces) is { Length: > 0 } given ? given.Distinct().ToList() : ["default"];
        foreach (var name in names)
        {
            if (!IsNamespace(name))
            {
                throw new CommandException(
                    ExitCodes.InvalidInput,
                    $"--namespace '{name}': 1 to 255 letters, digits, '.', '_' and '-' belong here, a letter or "
                    + "digit first.")
                {
                    Code = ServerFaultCodes.Namespace,
                };
            }
        }

        return names;
    }

    /// <summary>Returns where to listen, and whom to answer.</summary>
    /// <exception cref="CommandException">A file cannot be read.</exception>
    public GrpcEndpointOptions Endpoint(ParseResult parsed) => new()
    {
        Address = AddressOf(parsed.GetRequiredValue(_host))!,
        Port = parsed.GetValue(_port),
        Tls = ServerTls.Read(parsed.GetValue(_certificate), parsed.GetValue(_key), parsed.GetValue(_clientAuthority)),
        ApiKeys = ServerApiKeys.Read(parsed.GetValue(_apiKeys), Environment.GetEnvironmentVariable(ApiKeyVariable)),
    };

    private static bool IsNamespace(string name) =>
        name.Length is > 0 and <= 255 && char.IsAsciiLetterOrDigit(name[0])
        && name.All(one => char.IsAsciiLetterOrDigit(one) || one is '.' or '_' or '-');

    private static IPAddress? AddressOf(string host) => host switch
    {
        "localhost" => IPAddress.Loopback,
        _ => IPAddress.TryParse(host.Trim('[', ']'), out var address) ? address : null,
    };

    private static void CheckHost(OptionResult found)
    {
        foreach (var token in found.Tokens)
        {
            if (AddressOf(token.Value) is null)
                found.AddError(
                    $"--host '{token.Value}': an IP address belongs here, such as 127.0.0.1, ::1 or 0.0.0.0.");
        }
    }

    private static void CheckPort(OptionResult found)
    {
        foreach (var token in found.Tokens)
        {
            if (!ushort.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                found.AddError($"--port '{token.Value}': a whole number from 0 to 65535 belongs here.");
        }
    }
}
