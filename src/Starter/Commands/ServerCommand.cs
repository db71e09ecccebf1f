using System.CommandLine;
using System.Text.Json;
using Pipelines.Starter.Hosting;
using Pipelines.Starter.Terminal;
using Temporalio.Embedded;
using Temporalio.Service;
using Temporalio.Service.Grpc;

namespace Pipelines.Starter.Commands;

/// <summary>
/// <c>pipelines server</c>: serves Temporal's gRPC protocol from the embedded service until it is told to stop.
/// </summary>
public static class ServerCommand
{
    /// <summary>Returns the command.</summary>
    public static Command Create(CommandTerminal terminal, TimeProvider time)
    {
        var json = CommonOptions.Json();
        var command = new Command(
            "server", "Serve Temporal's gRPC protocol to clients and workers of any Temporal SDK.") { json };
        var options = new ServerOptions(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var namespaces = options.Namespaces(parsed);
            var endpoint = options.Endpoint(parsed);
            RefuseExposure(endpoint);
            var state = options.StateDirectory(parsed);
            if (state is not null) StateAccess.Check(state);
            var service = await StartAsync(state, namespaces, time, cancel).ConfigureAwait(false);
            await using (service.ConfigureAwait(false))
            {
                var address = await ListenAsync(service, endpoint, state, cancel).ConfigureAwait(false);
                await terminal.Output.WriteLineAsync(
                    Ready(address, namespaces, state, parsed.GetValue(json))).ConfigureAwait(false);
                return await ServeAsync(service, state, cancel).ConfigureAwait(false);
            }
        });
        return command;
    }

    private static async Task<EmbeddedTemporal> StartAsync(
        string? state, IReadOnlyList<string> namespaces, TimeProvider time, CancellationToken cancel)
    {
        try
        {
            var options = new EmbeddedTemporalOptions
            {
                StateDirectory = state,
                TimeProvider = time,
                LoggerFactory = LogOutput.FromEnvironment(),
                Namespace = namespaces[0],
                MoreNamespaces = [.. namespaces.Skip(1)],
            };
            return await EmbeddedTemporal.StartAsync(options, cancel).ConfigureAwait(false);
        }
        catch (StateDirectoryInUseException held)
        {
            throw new CommandException(ExitCodes.Failed, held.Message, held) { Code = ServerFaultCodes.StateInUse };
        }
        catch (Exception refused) when (state is not null && refused is not OperationCanceledException)
        {
            throw StateAccess.Refused(state, refused);
        }
    }

    private static async Task<string> ListenAsync(
        EmbeddedTemporal service, GrpcEndpointOptions endpoint, string? state, CancellationToken cancel)
    {
        string address;
        try
        {
            address = (await service.ListenAsync(EmbeddedEndpoint.Tcp(endpoint), cancel).ConfigureAwait(false))!;
        }
        catch (Exception refused) when (refused is IOException or System.Net.Sockets.SocketException)
        {
            throw new CommandException(
                ExitCodes.Failed,
                $"cannot listen on {endpoint.Address} port {endpoint.Port}: "
                + $"{refused.GetBaseException().Message.TrimEnd('.')}. --port names another, --port 0 takes a free "
                + "one.",
                refused)
            {
                Code = ServerFaultCodes.AddressInUse,
            };
        }

        // Commands of the same user on this machine attach by the socket, without TLS or key; the last endpoint is what
        // they find.
        if (state is not null && EmbeddedEndpoint.HasRoomForSocket(state))
            await service.ListenAsync(EmbeddedEndpoint.SocketIn(state), cancel).ConfigureAwait(false);
        return address;
    }

    private static async Task<int> ServeAsync(EmbeddedTemporal service, string? state, CancellationToken cancel)
    {
        try
        {
            var failure = await service.Failed.WaitAsync(cancel).ConfigureAwait(false);
            throw new CommandException(
                ExitCodes.Failed,
                $"what happens can no longer be stored in {state}: "
                + $"{failure.Message.ReplaceLineEndings(" ").TrimEnd('.')}. What was stored is safe.",
                failure);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return ExitCodes.Ok;
        }
    }

    private static void RefuseExposure(GrpcEndpointOptions endpoint)
    {
        if (endpoint.Exposure() is not { } exposure) return;
        var refused = new ExposedEndpointException(endpoint.Address, exposure);
        throw exposure == EndpointExposure.WithoutTls
            ? new CommandException(ExitCodes.InvalidInput, $"{refused.Message} Give --tls-cert and --tls-key.", refused)
            {
                Code = ServerFaultCodes.WithoutTls,
            }
            : new CommandException(
                ExitCodes.InvalidInput, $"{refused.Message} Give --api-key-file or --client-ca.", refused)
            {
                Code = ServerFaultCodes.WithoutAuthentication,
            };
    }

    private static string Ready(string address, IReadOnlyList<string> namespaces, string? state, bool json) => json
        ? JsonSerializer.Serialize(new { address, namespaces, stateDirectory = state })
        : $"Serving Temporal's protocol at {address}, namespace{(namespaces.Count > 1 ? "s" : "")} "
        + $"{string.Join(", ", namespaces)}, "
            + $"{(state is null ? "in memory" : $"state in {state}")}. Ctrl-C stops.";
}
