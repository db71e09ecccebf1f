using System.Text;
using Temporalio.Common.EnvConfig;

namespace Temporalio.Tests.EnvConfig;

public sealed class ClientEnvConfigTests
{
    private const string File = """
        # a user's file
        [profile.default]
        address = "localhost:7233"
        namespace = 'local'

        [profile.default.grpc_meta]
        Tenant_Id = "from file"

        [profile.cloud]
        address = "eu.tmprl.cloud:7233" # after a value
        api_key = "secret\u0021"
        tls = { server_name = "eu", client_cert_data = "CERT", client_key_path = "/keys/k.pem" }
        codec.endpoint = "http://localhost:8081"
        """;

    private static readonly Dictionary<string, string> NoVariables = [];

    [Fact]
    public void Load_FileWithProfiles_ReturnsThemByName()
    {
        // Act
        var config = ClientEnvConfig.Load(new() { ConfigSource = Toml(File), ConfigFileStrict = true });

        // Assert
        Assert.Equal(["cloud", "default"], config.Profiles.Keys.Order());
        Assert.Equal("local", config.Profiles["default"].Namespace);
        Assert.Equal("from file", config.Profiles["default"].GrpcMeta!["tenant-id"]);
        var cloud = config.Profiles["cloud"];
        Assert.Equal("secret!", cloud.ApiKey);
        Assert.Equal("CERT", Encoding.UTF8.GetString(cloud.Tls!.ClientCert!.Data!));
        Assert.Equal("/keys/k.pem", cloud.Tls.ClientPrivateKey!.Path);
    }

    [Fact]
    public void LoadClientConnectOptions_NoProfileNamed_TakesTheDefaultOne()
    {
        // Act
        var options = ClientEnvConfig.LoadClientConnectOptions(From(File, NoVariables));

        // Assert
        Assert.Equal(("localhost:7233", "local"), (options.TargetHost, options.Namespace));
        Assert.Null(options.Tls);
        Assert.Equal([new("tenant-id", "from file")], options.RpcMetadata!);
    }

    [Fact]
    public void LoadClientConnectOptions_VariablesSet_GoAboveTheFile()
    {
        // Arrange
        var variables = new Dictionary<string, string>
        {
            ["TEMPORAL_ADDRESS"] = "elsewhere:7233",
            ["TEMPORAL_GRPC_META_TENANT_ID"] = string.Empty,
            ["TEMPORAL_GRPC_META_TEAM_NAME"] = "ml",
            ["TEMPORAL_TLS_SERVER_NAME"] = "sni",
        };

        // Act
        var options = ClientEnvConfig.LoadClientConnectOptions(From(File, variables));

        // Assert
        Assert.Equal(("elsewhere:7233", "local", "sni"), (options.TargetHost, options.Namespace, options.Tls!.Domain));
        Assert.Equal([new("team-name", "ml")], options.RpcMetadata!); // an empty value takes the file's away
    }

    [Fact]
    public void Load_ProfileInTheEnvironment_IsTaken()
    {
        // Act
        var profile = ClientEnvConfig.Profile.Load(From(File, new() { ["TEMPORAL_PROFILE"] = "cloud" }));

        // Assert
        Assert.Equal("eu.tmprl.cloud:7233", profile.Address);
    }

    [Fact]
    public void Load_EnvironmentIsOff_NamesNoProfileEither()
    {
        // Arrange
        var options = From(File, new() { ["TEMPORAL_PROFILE"] = "cloud", ["TEMPORAL_ADDRESS"] = "elsewhere:7233" });
        options.DisableEnv = true;

        // Act
        var profile = ClientEnvConfig.Profile.Load(options);

        // Assert
        Assert.Equal("local", profile.Namespace);
    }

    [Fact]
    public void Load_ProfileThatIsMissing_SaysWhichThereAre()
    {
        // Act
        var fault = Assert.Throws<InvalidOperationException>(() =>
            ClientEnvConfig.Profile.Load(new() { ConfigSource = Toml(File), Profile = "clod", OverrideEnvVars = NoVariables }));

        // Assert
        Assert.Equal("Profile 'clod' not found; the configuration has: cloud, default.", fault.Message);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("false", false)]
    [InlineData("1", true)]
    public void LoadClientConnectOptions_ApiKey_TurnsTlsOnUnlessItIsTurnedOff(string? tls, bool expected)
    {
        // Arrange
        var variables = new Dictionary<string, string> { ["TEMPORAL_API_KEY"] = "key" };
        if (tls != null)
        {
            variables["TEMPORAL_TLS"] = tls;
        }

        // Act
        var options = ClientEnvConfig.LoadClientConnectOptions(new() { DisableFile = true, OverrideEnvVars = variables });

        // Assert
        Assert.Equal(expected, options.Tls is { Disabled: false });
    }

    [Fact]
    public void Load_NoFile_IsEmpty()
    {
        // Arrange
        var variables = new Dictionary<string, string> { ["TEMPORAL_CONFIG_FILE"] = "/nowhere/temporal.toml" };

        // Act
        var profile = ClientEnvConfig.Profile.Load(new() { OverrideEnvVars = variables });

        // Assert
        Assert.Equal(new ClientEnvConfig.Profile(), profile);
    }

    [Fact]
    public void Load_UnknownEntry_IsAnErrorWhenStrict()
    {
        // Arrange
        var source = Toml("[profile.default]\nadress = \"localhost:7233\"");

        // Act
        var lenient = ClientEnvConfig.Load(new() { ConfigSource = source });
        var fault = Assert.Throws<InvalidOperationException>(() =>
            ClientEnvConfig.Load(new() { ConfigSource = source, ConfigFileStrict = true }));

        // Assert
        Assert.Null(lenient.Profiles["default"].Address);
        Assert.Contains("'profile.default.adress' is no known entry", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_PathAndDataOfOneCertificate_IsAnError()
    {
        // Arrange
        var variables = new Dictionary<string, string> { ["TEMPORAL_TLS_CLIENT_CERT_PATH"] = "/c.pem" };
        var source = Toml("[profile.default.tls]\nclient_cert_data = \"CERT\"");

        // Act and assert
        Assert.Throws<InvalidOperationException>(() =>
            ClientEnvConfig.Profile.Load(new() { ConfigSource = source, OverrideEnvVars = variables }));
    }

    [Fact]
    public void FromDictionary_OfToDictionary_IsTheSame()
    {
        // Arrange
        var config = ClientEnvConfig.Load(new() { ConfigSource = Toml(File) });

        // Act
        var copy = ClientEnvConfig.FromDictionary(config.ToDictionary());

        // Assert
        Assert.Equal(config.Profiles["default"], copy.Profiles["default"] with { GrpcMeta = config.Profiles["default"].GrpcMeta });
        Assert.Equal("/keys/k.pem", copy.Profiles["cloud"].Tls!.ClientPrivateKey!.Path);
    }

    [Theory]
    [InlineData("a = 1\na = 2", "line 2: 'a' is there twice.")]
    [InlineData("\na = \"open", "line 2: a string has no end.")]
    [InlineData("a = yes", "line 1: 'yes' is no value; strings stand in quotes.")]
    [InlineData("[profile.x]\n[profile.x]", "line 2: table 'profile.x' is there twice.")]
    [InlineData("a = \"\\q\"", "line 1: '\\q' is no escape.")]
    [InlineData("a = 1 b = 2", "line 1: 'b' stands where the line's end belongs.")]
    public void Read_BrokenToml_NamesTheLine(string toml, string expected)
    {
        // Act
        var fault = Assert.Throws<FormatException>(() => TomlReader.Read(toml));

        // Assert
        Assert.Equal(expected, fault.Message);
    }

    [Fact]
    public void Read_StringsOfAllKinds_AreTheirText()
    {
        // Arrange
        const string Toml = "a = \"tab\\t\"\nb = 'C:\\n'\nc = \"\"\"\none \\\n   two\"\"\"\nd = '''\nx'y'''\n\"e f\".g = [1, 2.5,\n true]";

        // Act
        var read = TomlReader.Read(Toml);

        // Assert
        Assert.Equal(("tab\t", "C:\\n", "one two", "x'y"), (read["a"], read["b"], read["c"], read["d"]));
        Assert.Equal(new List<object> { 1L, 2.5, true }, ((Dictionary<string, object>)read["e f"])["g"]);
    }

    private static DataSource Toml(string text) => DataSource.FromUTF8String(text);

    private static ClientEnvConfig.ProfileLoadOptions From(string toml, Dictionary<string, string> variables) =>
        new() { ConfigSource = Toml(toml), OverrideEnvVars = variables };
}
