namespace Temporalio.Worker.Interceptors;

/// <summary>A heartbeat.</summary>
/// <param name="Details">Its details.</param>
public record HeartbeatInput(object?[] Details);
