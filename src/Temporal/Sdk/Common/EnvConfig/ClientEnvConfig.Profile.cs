using Temporalio.Client;

namespace Temporalio.Common.EnvConfig;

/// <content>One profile.</content>
public sealed partial record ClientEnvConfig
{
    /// <summary>One way to connect.</summary>
    /// <param name="Address">Host and port.</param>
    /// <param name="Namespace">The namespace; null for <c>default</c>.</param>
    /// <param name="ApiKey">The API key; turns TLS on unless <paramref name="Tls"/> says otherwise.</param>
    /// <param name="Tls">How the connection is encrypted.</param>
    /// <param name="GrpcMeta">Metadata of every call; names in lower case with hyphens.</param>
    public sealed record Profile(
        string? Address = null,
        string? Namespace = null,
        string? ApiKey = null,
        Tls? Tls = null,
        IReadOnlyDictionary<string, string>? GrpcMeta = null)
    {
        /// <summary>Reads a profile of the file, and puts the environment's variables above it.</summary>
        /// <param name="options">What to read; null for the defaults.</param>
        /// <returns>The profile; an empty one when no name is given and there is no default one.</returns>
        /// <exception cref="InvalidOperationException">There is no such profile, or it is not well-formed.</exception>
        public static Profile Load(ProfileLoadOptions? options = null)
        {
            options ??= new();
            if (options is { DisableFile: true, DisableEnv: true })
            {
                throw new InvalidOperationException(
                    "DisableFile and DisableEnv are both set: nothing is left to read a profile from.");
            }

            var variables = new ProfileVariables(options.OverrideEnvVars);
            var profile = options.DisableFile ? new() : FromFile(options, variables);
            profile = options.DisableEnv ? profile : variables.Over(profile);
            return profile is { ApiKey: not null, Tls: null } ? profile with { Tls = new() } : profile;
        }

        /// <summary>Reads what <see cref="ToDictionary"/> wrote.</summary>
        /// <param name="dictionary">The profile's entries.</param>
        /// <returns>The profile.</returns>
        public static Profile FromDictionary(IReadOnlyDictionary<string, object> dictionary)
        {
            ArgumentNullException.ThrowIfNull(dictionary);
            return new(
                dictionary.GetValueOrDefault("address") as string,
                dictionary.GetValueOrDefault("namespace") as string,
                dictionary.GetValueOrDefault("api_key") as string,
                dictionary.GetValueOrDefault("tls") is IReadOnlyDictionary<string, object> tls
                    ? Tls.FromDictionary(tls)
                    : null,
                dictionary.GetValueOrDefault("grpc_meta") as IReadOnlyDictionary<string, string>);
        }

        /// <summary>Makes options for a client of this profile.</summary>
        /// <returns>The options.</returns>
        public TemporalClientConnectOptions ToClientConnectionOptions()
        {
            var options = new TemporalClientConnectOptions
            {
                TargetHost = Address,
                ApiKey = ApiKey,
                Tls = Tls?.ToTlsOptions() ?? (ApiKey != null ? new() : null),
                RpcMetadata = GrpcMeta?.ToList(),
            };
            options.Namespace = Namespace ?? options.Namespace;
            return options;
        }

        /// <summary>Returns the profile as a plain dictionary.</summary>
        /// <returns>The entries that are set.</returns>
        public Dictionary<string, object> ToDictionary()
        {
            var entries = new Dictionary<string, object>();
            Put(entries, "address", Address);
            Put(entries, "namespace", Namespace);
            Put(entries, "api_key", ApiKey);
            Put(entries, "tls", Tls?.ToDictionary());
            Put(entries, "grpc_meta", GrpcMeta);
            return entries;
        }

        private static Profile FromFile(ProfileLoadOptions options, ProfileVariables variables)
        {
            var profiles = ProfileFile.Load(options.ConfigSource, options.ConfigFileStrict, variables);
            var name = options.Profile ?? (options.DisableEnv ? null : variables.ProfileName);
            return profiles.TryGetValue(name ?? ProfileFile.DefaultProfile, out var profile) ? profile
                : name == null ? new()
                : throw new InvalidOperationException(
                    $"Profile '{name}' not found; the configuration has: {Names(profiles.Keys)}.");
        }

        private static string Names(IEnumerable<string> names) =>
            string.Join(", ", names.Order(StringComparer.Ordinal).DefaultIfEmpty("no profile"));
    }

    private static void Put(Dictionary<string, object> entries, string name, object? value)
    {
        if (value != null)
        {
            entries[name] = value;
        }
    }
}
