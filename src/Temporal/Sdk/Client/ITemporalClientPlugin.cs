namespace Temporalio.Client;

/// <summary>Changes how clients are made. One that is a worker's plugin too is in the client's workers.</summary>
public interface ITemporalClientPlugin
{
    /// <summary>Gets the plugin's name.</summary>
    string Name { get; }

    /// <summary>Changes the options of a client that is made.</summary>
    /// <param name="options">The options.</param>
    void ConfigureClient(TemporalClientOptions options);

    /// <summary>Goes around the making of a connection.</summary>
    /// <param name="options">Options, which may be changed.</param>
    /// <param name="continuation">Makes it.</param>
    /// <returns>The connection.</returns>
    Task<TemporalConnection> ConnectAsync(
        TemporalClientConnectOptions options,
        Func<TemporalClientConnectOptions, Task<TemporalConnection>> continuation);
}
