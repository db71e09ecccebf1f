using Temporalio.Converters;

namespace Temporalio.Client.Interceptors;

/// <summary>A heartbeat from outside.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Options">Options.</param>
/// <param name="DataConverterOverride">Converter in place of the client's.</param>
public record HeartbeatAsyncActivityInput(
    AsyncActivityHandle.Reference Activity,
    AsyncActivityHeartbeatOptions? Options,
    DataConverter? DataConverterOverride = null);
