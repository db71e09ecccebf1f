using Temporalio.Client;

namespace Temporalio.Common.EnvConfig;

/// <summary>
/// How clients connect, as a user configured it: profiles of the file <c>temporal.toml</c>, and <c>TEMPORAL_*</c>
/// environment variables above them.
/// </summary>
/// <param name="Profiles">The profiles of the file by name.</param>
/// <remarks>
/// The file is <c>TEMPORAL_CONFIG_FILE</c>, or <c>temporalio/temporal.toml</c> in the user's configuration directory;
/// a missing file is an empty one.
/// </remarks>
public sealed partial record ClientEnvConfig(IReadOnlyDictionary<string, ClientEnvConfig.Profile> Profiles)
{
    /// <summary>Reads the file's profiles. The environment says only which file it is.</summary>
    /// <param name="options">What to read; null for the defaults.</param>
    /// <returns>The profiles.</returns>
    /// <exception cref="InvalidOperationException">The file cannot be read as such a configuration.</exception>
    public static ClientEnvConfig Load(ConfigLoadOptions? options = null)
    {
        options ??= new();
        return new(ProfileFile.Load(
            options.ConfigSource, options.ConfigFileStrict, new ProfileVariables(options.OverrideEnvVars)));
    }

    /// <summary>Reads one profile, and makes options for a client of it.</summary>
    /// <param name="options">What to read; null for the defaults.</param>
    /// <returns>Options for <see cref="TemporalClient.ConnectAsync(TemporalClientConnectOptions)"/>.</returns>
    /// <exception cref="InvalidOperationException">There is no such profile, or it is not well-formed.</exception>
    public static TemporalClientConnectOptions LoadClientConnectOptions(ProfileLoadOptions? options = null) =>
        Profile.Load(options).ToClientConnectionOptions();

    /// <summary>Reads what <see cref="ToDictionary"/> wrote.</summary>
    /// <param name="profileDictionaries">Profiles by name.</param>
    /// <returns>The configuration.</returns>
    public static ClientEnvConfig FromDictionary(
        IReadOnlyDictionary<string, Dictionary<string, object>> profileDictionaries)
    {
        ArgumentNullException.ThrowIfNull(profileDictionaries);
        return new(profileDictionaries.ToDictionary(entry => entry.Key, entry => Profile.FromDictionary(entry.Value)));
    }

    /// <summary>Returns the profiles as plain dictionaries, which a writer of TOML takes.</summary>
    /// <returns>Profiles by name.</returns>
    public IReadOnlyDictionary<string, Dictionary<string, object>> ToDictionary() =>
        Profiles.ToDictionary(entry => entry.Key, entry => entry.Value.ToDictionary());

    /// <summary>What <see cref="Load"/> reads.</summary>
    public class ConfigLoadOptions : ICloneable
    {
        /// <summary>Gets or sets the file; null for the one of the environment, or the default one.</summary>
        public DataSource? ConfigSource { get; set; }

        /// <summary>Gets or sets a value indicating whether entries that nobody knows are an error.</summary>
        public bool ConfigFileStrict { get; set; }

        /// <summary>Gets or sets what stands for the environment; null for the process's.</summary>
        public IReadOnlyDictionary<string, string>? OverrideEnvVars { get; set; }

        /// <inheritdoc />
        public virtual object Clone() => MemberwiseClone();
    }

    /// <summary>What <see cref="Profile.Load"/> reads.</summary>
    public class ProfileLoadOptions : ICloneable
    {
        /// <summary>
        /// Gets or sets the profile's name; null for the one in <c>TEMPORAL_PROFILE</c>, or <c>default</c>.
        /// </summary>
        public string? Profile { get; set; }

        /// <summary>Gets or sets the file; null for the one of the environment, or the default one.</summary>
        public DataSource? ConfigSource { get; set; }

        /// <summary>Gets or sets a value indicating whether no file is read.</summary>
        public bool DisableFile { get; set; }

        /// <summary>
        /// Gets or sets a value indicating whether environment variables neither go above the file nor name the profile.
        /// </summary>
        public bool DisableEnv { get; set; }

        /// <summary>Gets or sets a value indicating whether entries that nobody knows are an error.</summary>
        public bool ConfigFileStrict { get; set; }

        /// <summary>Gets or sets what stands for the environment; null for the process's.</summary>
        public IReadOnlyDictionary<string, string>? OverrideEnvVars { get; set; }

        /// <inheritdoc />
        public virtual object Clone() => MemberwiseClone();
    }
}
