using System.Collections;

namespace Temporalio.Common.EnvConfig;

/// <summary>The environment's part of a configuration: the variables <c>TEMPORAL_*</c>.</summary>
internal sealed class ProfileVariables
{
    private const string MetaPrefix = "TEMPORAL_GRPC_META_";

    private readonly IReadOnlyDictionary<string, string> _values;

    /// <summary>Initializes a new instance of the <see cref="ProfileVariables"/> class.</summary>
    /// <param name="values">What stands for the environment; null for the process's.</param>
    public ProfileVariables(IReadOnlyDictionary<string, string>? values) => _values = values ??
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? string.Empty);

    /// <summary>The profile that the environment asks for; null for none.</summary>
    public string? ProfileName => NotEmpty("TEMPORAL_PROFILE");

    /// <summary>The file that the environment asks for; null for none.</summary>
    public string? ConfigFile => NotEmpty("TEMPORAL_CONFIG_FILE");

    /// <summary>Returns a header's name as it is sent: in lower case, with hyphens.</summary>
    public static string HeaderName(string name) => name.ToLowerInvariant().Replace('_', '-');

    /// <summary>Returns the profile with the values of the environment above its own.</summary>
    /// <exception cref="InvalidOperationException">A value is no such value, or contradicts another.</exception>
    public ClientEnvConfig.Profile Over(ClientEnvConfig.Profile profile) => profile with
    {
        Address = Value("TEMPORAL_ADDRESS") ?? profile.Address,
        Namespace = Value("TEMPORAL_NAMESPACE") ?? profile.Namespace,
        ApiKey = Value("TEMPORAL_API_KEY") ?? profile.ApiKey,
        Tls = Tls(profile.Tls),
        GrpcMeta = Meta(profile.GrpcMeta),
    };

    private static bool? Bool(string? text) => text?.ToLowerInvariant() switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => null,
    };

    private string? Value(string name) => _values.GetValueOrDefault(name);

    private string? NotEmpty(string name) => Value(name) is { Length: > 0 } value ? value : null;

    private ClientEnvConfig.Tls? Tls(ClientEnvConfig.Tls? configured)
    {
        var old = configured ?? new();
        var changed = old with
        {
            Disabled = Bool(Value("TEMPORAL_TLS")) is { } enabled ? !enabled : old.Disabled,
            ServerName = Value("TEMPORAL_TLS_SERVER_NAME") ?? old.ServerName,
            ServerRootCACert = Source("TEMPORAL_TLS_SERVER_CA_CERT", old.ServerRootCACert),
            ClientCert = Source("TEMPORAL_TLS_CLIENT_CERT", old.ClientCert),
            ClientPrivateKey = Source("TEMPORAL_TLS_CLIENT_KEY", old.ClientPrivateKey),
        };
        if (Bool(Value("TEMPORAL_TLS_DISABLE_HOST_VERIFICATION")) == true)
        {
            throw new InvalidOperationException(
                "TEMPORAL_TLS_DISABLE_HOST_VERIFICATION is set; a connection always checks the server's certificate. "
                    + "Name its authority in TEMPORAL_TLS_SERVER_CA_CERT_PATH and its name in TEMPORAL_TLS_SERVER_NAME.");
        }

        return configured == null && changed == old ? null : changed;
    }

    // A path here and data in the file, or the other way round, is more likely a mistake than an intention.
    private DataSource? Source(string name, DataSource? configured)
    {
        var (path, data) = (NotEmpty(name + "_PATH"), NotEmpty(name + "_DATA"));
        var clash = (path, data) switch
        {
            (not null, not null) => $"{name}_PATH and {name}_DATA are both set; set one of them.",
            (not null, null) when configured?.Data != null => $"{name}_PATH is set, but the profile has the data itself.",
            (null, not null) when configured?.Path != null => $"{name}_DATA is set, but the profile names a path.",
            _ => null,
        };
        return clash != null ? throw new InvalidOperationException(clash)
            : path != null ? DataSource.FromPath(path)
            : data != null ? DataSource.FromUTF8String(data)
            : configured;
    }

    private IReadOnlyDictionary<string, string>? Meta(IReadOnlyDictionary<string, string>? configured)
    {
        var meta = new Dictionary<string, string>(configured ?? new Dictionary<string, string>());
        foreach (var (name, value) in _values.Where(one => one.Key.StartsWith(MetaPrefix, StringComparison.Ordinal)))
        {
            var header = HeaderName(name[MetaPrefix.Length..]);
            if (value.Length == 0)
            {
                meta.Remove(header);
            }
            else
            {
                meta[header] = value;
            }
        }

        return meta.Count > 0 ? meta : null;
    }
}
