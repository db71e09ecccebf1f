using Temporalio.Client;

namespace Temporalio.Common.EnvConfig;

/// <content>Encryption of a profile.</content>
public sealed partial record ClientEnvConfig
{
    /// <summary>How a profile's connection is encrypted.</summary>
    /// <param name="Disabled">True for not at all; null and false for TLS.</param>
    /// <param name="ServerName">The name that the server's certificate must have; null for the address's host.</param>
    /// <param name="ServerRootCACert">The root certificates to trust; null for the system's.</param>
    /// <param name="ClientCert">The client's certificate.</param>
    /// <param name="ClientPrivateKey">The key of the client's certificate.</param>
    public sealed record Tls(
        bool? Disabled = null,
        string? ServerName = null,
        DataSource? ServerRootCACert = null,
        DataSource? ClientCert = null,
        DataSource? ClientPrivateKey = null)
    {
        /// <summary>Reads what <see cref="ToDictionary"/> wrote.</summary>
        /// <param name="dictionary">The entries.</param>
        /// <returns>The settings.</returns>
        public static Tls FromDictionary(IReadOnlyDictionary<string, object> dictionary)
        {
            ArgumentNullException.ThrowIfNull(dictionary);
            return new(
                dictionary.GetValueOrDefault("disabled") as bool?,
                dictionary.GetValueOrDefault("server_name") as string,
                Source(dictionary, "server_ca_cert"),
                Source(dictionary, "client_cert"),
                Source(dictionary, "client_key"));
        }

        /// <summary>Reads the certificates, and makes options for a connection.</summary>
        /// <returns>The options.</returns>
        public TlsOptions ToTlsOptions() => Disabled == true
            ? new() { Disabled = true }
            : new()
            {
                Domain = ServerName,
                ServerRootCACert = ServerRootCACert?.GetBytes(),
                ClientCert = ClientCert?.GetBytes(),
                ClientPrivateKey = ClientPrivateKey?.GetBytes(),
            };

        /// <summary>Returns the settings as a plain dictionary.</summary>
        /// <returns>The entries that are set.</returns>
        public Dictionary<string, object> ToDictionary()
        {
            var entries = new Dictionary<string, object>();
            Put(entries, "disabled", Disabled);
            Put(entries, "server_name", ServerName);
            Put(entries, "server_ca_cert", ServerRootCACert?.ToDictionary());
            Put(entries, "client_cert", ClientCert?.ToDictionary());
            Put(entries, "client_key", ClientPrivateKey?.ToDictionary());
            return entries;
        }

        private static DataSource? Source(IReadOnlyDictionary<string, object> dictionary, string name) =>
            DataSource.FromDictionary(dictionary.GetValueOrDefault(name) as IReadOnlyDictionary<string, string>);
    }
}
