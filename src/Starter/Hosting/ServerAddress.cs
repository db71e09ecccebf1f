using Pipelines.Starter.Commands;
using Pipelines.Workflows;
using Temporalio.Client;
using Temporalio.Common.EnvConfig;

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
    /// <exception cref="CommandException">The profile does not exist or cannot be read.</exception>
    public static TemporalClientConnectOptions? Resolve(string? address, string? ns, string? profile, bool tls)
    {
        if (address is null && profile is null) return null;
        try
        {
            var options =
                ClientEnvConfig.LoadClientConnectOptions(new ClientEnvConfig.ProfileLoadOptions { Profile = profile });
            options.TargetHost = address ?? options.TargetHost;
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
    /// <exception cref="CommandException">No Temporal service answers there.</exception>
    public static async Task<ITemporalClient> ConnectAsync(TemporalClientConnectOptions options)
    {
        try
        {
            return await TemporalClient.ConnectAsync(options).ConfigureAwait(false);
        }
        catch (Exception refused) when (
            refused is Temporalio.Exceptions.RpcException or InvalidOperationException or IOException)
        {
            throw new CommandException(
                ExitCodes.Failed, $"no Temporal service answers at {options.TargetHost}: {refused.Message}", refused);
        }
    }
}
