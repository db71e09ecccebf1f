using Temporalio.Converters;

namespace Temporalio.Client.Interceptors;

/// <summary>Failing an activity from outside.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Exception">Why it fails.</param>
/// <param name="Options">Options.</param>
/// <param name="DataConverterOverride">Converter in place of the client's.</param>
public record FailAsyncActivityInput(
    AsyncActivityHandle.Reference Activity,
    Exception Exception,
    AsyncActivityFailOptions? Options,
    DataConverter? DataConverterOverride = null);
