namespace Temporalio.Client;

/// <summary>A connection to a service. Thread-safe; to be shared by as many clients as may be.</summary>
public interface ITemporalConnection : IBridgeClientProvider
{
    /// <summary>Gets or sets the API key of later calls.</summary>
    string? ApiKey { get; set; }

    /// <summary>Gets a value indicating whether the connection was made.</summary>
    bool IsConnected { get; }

    /// <summary>Gets the operator service.</summary>
    OperatorService OperatorService { get; }

    /// <summary>Gets the options; not to be changed.</summary>
    TemporalConnectionOptions Options { get; }

    /// <summary>Gets or sets the binary metadata of later calls.</summary>
    IReadOnlyCollection<KeyValuePair<string, byte[]>> RpcBinaryMetadata { get; set; }

    /// <summary>Gets or sets the metadata of later calls.</summary>
    IReadOnlyCollection<KeyValuePair<string, string>> RpcMetadata { get; set; }

    /// <summary>Gets the test service, which a service that skips time has.</summary>
    TestService TestService { get; }

    /// <summary>Gets the workflow service.</summary>
    WorkflowService WorkflowService { get; }

    /// <summary>Asks the service whether it takes calls.</summary>
    /// <param name="service">Which of its services; the workflow service when null.</param>
    /// <param name="options">How the call is made.</param>
    /// <returns>Whether it does.</returns>
    Task<bool> CheckHealthAsync(RpcService? service = null, RpcOptions? options = null);

    /// <summary>Makes the connection, if that is not done.</summary>
    /// <returns>A task for the end of it.</returns>
    Task ConnectAsync();
}
