using System.Security.Cryptography;
using Pipelines.Starter.Commands;
using Pipelines.Workflows;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Common.EnvConfig;
using Temporalio.Exceptions;

namespace Pipelines.Starter.Hosting;

/// <summary>
/// How to reach a Temporal server: the command line first, then <c>TEMPORAL_*</c> variables, then a profile of
/// <c>temporal.toml</c>.
/// </summary>
internal static class ServerAddress
{
    /// <summary>
    /// Returns the options of a connection; null when neither an address nor a profile is given, which means the
    /// embedded service.
    /// </summary>
    /// <param name="address">HOST:PORT; null takes it from variables or profile.</param>
    /// <param name="ns">Namespace; null takes it from variables or profile, else <c>default</c>.</param>
    /// <param name="profile">Name of a profile in the configuration file; null for its default one.</param>
    /// <param name="tls">True connects with TLS and the machine's certificates where nothing else is said.</param>
    /// <exception cref="CommandException">The profile does not exist or cannot be read, or there is no usable
    /// address.</exception>
    public static TemporalClientConnectOptions? Resolve(string? address, string? ns, string? profile, bool tls)
    {
        if (address is null && profile is null)
        {
            return (ns is null && !tls) ? null : throw new CommandException(
                ExitCodes.InvalidInput,
                $"{(ns is null ? "--tls" : "--namespace")} belongs to a Temporal server: give --address HOST:PORT or "
                + "--profile NAME too.");
        }

        try
        {
            var options =
                ClientEnvConfig.LoadClientConnectOptions(new ClientEnvConfig.ProfileLoadOptions { Profile = profile });
            options.TargetHost = Usable(address ?? options.TargetHost, profile);
            options.Namespace = ns ?? options.Namespace;
            if (tls) options.Tls ??= new TlsOptions();
            options.DataConverter = PipelineDataConverter.Create();
            return options;
        }
        catch (Exception refused) when (
            refused is InvalidOperationException or IOException or ArgumentException or FormatException)
        {
            throw new CommandException(
                ExitCodes.InvalidInput, $"the connection's settings cannot be read: {refused.Message}", refused);
        }
    }

    /// <summary>Connects.</summary>
    /// <exception cref="CommandException">No Temporal service answers there, or the settings are none.</exception>
    public static async Task<ITemporalClient> ConnectAsync(TemporalClientConnectOptions options)
    {
        try
        {
            return await TemporalClient.ConnectAsync(options).ConfigureAwait(false);
        }
        catch (InvalidOperationException refused) when (refused.InnerException is RpcException
        {
            Code: RpcException.StatusCode.Unauthenticated or RpcException.StatusCode.PermissionDenied,
        })
        {
            throw new CommandException(
                ExitCodes.Failed,
                $"the Temporal service at {options.TargetHost} refuses the credentials: {refused.InnerException.Message}. "
                + "An API key is taken from TEMPORAL_API_KEY or from the profile.",
                refused);
        }
        catch (Exception refused) when (
            refused is RpcException or InvalidOperationException or IOException)
        {
            throw new CommandException(
                ExitCodes.Failed, $"no Temporal service answers at {options.TargetHost}: {refused.Message}", refused);
        }
        catch (Exception unusable) when (unusable is ArgumentException or CryptographicException)
        {
            throw new CommandException(
                ExitCodes.InvalidInput,
                $"the connection's settings cannot be used: {unusable.Message.ReplaceLineEndings(" ")}",
                unusable);
        }
    }

    /// <summary>Finds out whether there is a namespace before anything is done in it.</summary>
    /// <exception cref="CommandException">There is none of that name.</exception>
    public static async Task CheckNamespaceAsync(ITemporalClient client, CancellationToken cancel)
    {
        var ns = client.Options.Namespace;
        try
        {
            await client.Connection.WorkflowService.DescribeNamespaceAsync(
                new DescribeNamespaceRequest { Namespace = ns },
                new RpcOptions { Retry = true, CancellationToken = cancel }).ConfigureAwait(false);
        }
        catch (RpcException refused) when (refused.Code == RpcException.StatusCode.NotFound)
        {
            throw new CommandException(
                ExitCodes.Failed,
                $"there is no namespace '{ns}' at {client.Connection.Options.TargetHost}: {refused.Message}",
                refused);
        }
    }

    // Without a port, the one of web servers would be meant.
    private static string Usable(string? target, string? profile) => target switch
    {
        null or "" => throw new CommandException(
            ExitCodes.InvalidInput,
            $"{(profile is null ? "--address is empty" : $"profile '{profile}' names no address")}; "
            + "give --address HOST:PORT."),
        _ when target.StartsWith("unix:", StringComparison.Ordinal) || target.Contains("://", StringComparison.Ordinal)
            || (Uri.TryCreate($"tcp://{target}", UriKind.Absolute, out var uri) && uri.Port > 0) => target,
        _ => throw new CommandException(
            ExitCodes.InvalidInput, $"the address is '{target}'; it must be HOST:PORT, such as localhost:7233."),
    };
}
