using System.Text;

namespace Temporalio.Common.EnvConfig;

/// <summary>The file's part of a configuration: tables <c>[profile.NAME]</c> of a TOML file.</summary>
internal static class ProfileFile
{
    /// <summary>Name of the profile of who asks for none.</summary>
    public const string DefaultProfile = "default";

    /// <summary>Reads all profiles of a file; none when the file is not there.</summary>
    /// <param name="source">The file; null for the one of the environment, or the default one.</param>
    /// <param name="strict">Whether entries that nobody knows are an error.</param>
    /// <param name="variables">The environment.</param>
    /// <exception cref="InvalidOperationException">The file is no such configuration.</exception>
    public static IReadOnlyDictionary<string, ClientEnvConfig.Profile> Load(
        DataSource? source, bool strict, ProfileVariables variables)
    {
        var path = source == null ? variables.ConfigFile ?? DefaultPath() : source.Path;
        if (path != null && !File.Exists(path))
        {
            return new Dictionary<string, ClientEnvConfig.Profile>();
        }

        var where = path ?? "the configuration's data";
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true)
                .GetString(path == null ? source!.Data! : File.ReadAllBytes(path));
            return Profiles(new ProfileTable(string.Empty, TomlReader.Read(text), strict));
        }
        catch (Exception fault) when (fault is FormatException or DecoderFallbackException)
        {
            throw new InvalidOperationException($"{where}: {fault.Message}", fault);
        }
    }

    private static string DefaultPath() => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "temporalio",
        "temporal.toml");

    private static Dictionary<string, ClientEnvConfig.Profile> Profiles(ProfileTable file)
    {
        var tables = file.Table("profile");
        file.RefuseOthers();
        return tables?.Names.ToDictionary(name => name, name => Profile(tables.Table(name)!)) ?? [];
    }

    private static ClientEnvConfig.Profile Profile(ProfileTable table)
    {
        var profile = new ClientEnvConfig.Profile(
            table.Text("address"),
            table.Text("namespace"),
            table.Text("api_key"),
            table.Table("tls") is { } tls ? Tls(tls) : null,
            table.Table("grpc_meta") is { } meta
                ? meta.Names.ToDictionary(ProfileVariables.HeaderName, name => meta.Text(name)!)
                : null);

        // Codecs are set up in code here; the table is for programs that take them from the file.
        if (table.Table("codec") is { } codec)
        {
            _ = codec.Text("endpoint");
            _ = codec.Text("auth");
            codec.RefuseOthers();
        }

        table.RefuseOthers();
        return profile;
    }

    private static ClientEnvConfig.Tls Tls(ProfileTable table)
    {
        var tls = new ClientEnvConfig.Tls(
            table.Flag("disabled"),
            table.Text("server_name"),
            Source(table, "server_ca_cert"),
            Source(table, "client_cert"),
            Source(table, "client_key"));
        if (table.Flag("disable_host_verification") == true)
        {
            throw new FormatException(
                "tls.disable_host_verification is true; a connection always checks the server's certificate. "
                    + "Name its authority in server_ca_cert_path and its name in server_name.");
        }

        table.RefuseOthers();
        return tls;
    }

    private static DataSource? Source(ProfileTable table, string name)
    {
        var (path, data) = (table.Text(name + "_path"), table.Text(name + "_data"));
        return (path, data) switch
        {
            ({ Length: > 0 }, { Length: > 0 }) =>
                throw new FormatException($"{name}_path and {name}_data are both set; set one of them."),
            ({ Length: > 0 }, _) => DataSource.FromPath(path),
            (_, { Length: > 0 }) => DataSource.FromUTF8String(data),
            _ => null,
        };
    }
}
