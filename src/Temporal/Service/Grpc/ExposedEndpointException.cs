using System.Net;

namespace Temporalio.Service.Grpc;

/// <summary>An endpoint that other machines would reach without protection; nothing was opened.</summary>
/// <param name="address">The address it was to listen on.</param>
/// <param name="exposure">What is missing.</param>
public sealed class ExposedEndpointException(IPAddress address, EndpointExposure exposure) : Exception(
    exposure == EndpointExposure.WithoutTls
        ? $"{address} is reached from other machines, and without TLS what they send can be read and changed on its way."
        : $"{address} is reached from other machines, and without API keys or client certificates everybody is let in.")
{
    /// <summary>The address it was to listen on.</summary>
    public IPAddress Address { get; } = address;

    /// <summary>What is missing.</summary>
    public EndpointExposure Exposure { get; } = exposure;
}
