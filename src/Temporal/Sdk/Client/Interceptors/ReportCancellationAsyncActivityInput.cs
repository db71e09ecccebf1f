using Temporalio.Converters;

namespace Temporalio.Client.Interceptors;

/// <summary>Reporting from outside that an activity is cancelled.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Options">Options.</param>
/// <param name="DataConverterOverride">Converter in place of the client's.</param>
public record ReportCancellationAsyncActivityInput(
    AsyncActivityHandle.Reference Activity,
    AsyncActivityReportCancellationOptions? Options,
    DataConverter? DataConverterOverride = null);
