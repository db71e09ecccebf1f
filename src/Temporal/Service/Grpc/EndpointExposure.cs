namespace Temporalio.Service.Grpc;

/// <summary>Why an endpoint that other machines reach is refused.</summary>
public enum EndpointExposure
{
    /// <summary>Everybody on the way could read and change what is sent.</summary>
    WithoutTls = 1,

    /// <summary>Everybody who reaches the port could run and read everything.</summary>
    WithoutAuthentication = 2,
}
