using System.Diagnostics.CodeAnalysis;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>An activity that is completed from outside.</summary>
/// <param name="Client">The client.</param>
/// <param name="Activity">Which activity.</param>
[SuppressMessage("Design", "CA1034", Justification = "The official types are nested.")]
public record AsyncActivityHandle(ITemporalClient Client, AsyncActivityHandle.Reference Activity)
    : IWithSerializationContext<AsyncActivityHandle>
{
    /// <summary>Gets the converter in place of the client's.</summary>
    public DataConverter? DataConverterOverride { get; init; }

    /// <summary>Completes the activity.</summary>
    /// <param name="result">Its result.</param>
    /// <param name="options">Options.</param>
    /// <returns>A task for the service having it.</returns>
    public Task CompleteAsync(object? result = null, AsyncActivityCompleteOptions? options = null) =>
        Client.OutboundInterceptor.CompleteAsyncActivityAsync(
            new(Activity, result, options, DataConverterOverride));

    /// <summary>Fails the activity's attempt.</summary>
    /// <param name="exception">Why.</param>
    /// <param name="options">Options.</param>
    /// <returns>A task for the service having it.</returns>
    public Task FailAsync(Exception exception, AsyncActivityFailOptions? options = null) =>
        Client.OutboundInterceptor.FailAsyncActivityAsync(
            new(Activity, exception, options, DataConverterOverride));

    /// <summary>Tells the service that the activity is alive.</summary>
    /// <param name="options">Options.</param>
    /// <returns>A task for the service having it.</returns>
    /// <exception cref="Exceptions.AsyncActivityCanceledException">The activity is to be cancelled.</exception>
    public Task HeartbeatAsync(AsyncActivityHeartbeatOptions? options = null) =>
        Client.OutboundInterceptor.HeartbeatAsyncActivityAsync(new(Activity, options, DataConverterOverride));

    /// <summary>Reports that the activity was cancelled, after a request to do so.</summary>
    /// <param name="options">Options.</param>
    /// <returns>A task for the service having it.</returns>
    public Task ReportCancellationAsync(AsyncActivityReportCancellationOptions? options = null) =>
        Client.OutboundInterceptor.ReportCancellationAsyncActivityAsync(
            new(Activity, options, DataConverterOverride));

    /// <inheritdoc />
    public AsyncActivityHandle WithSerializationContext(ISerializationContext context) => this with
    {
        DataConverterOverride =
            (DataConverterOverride ?? Client.Options.DataConverter).WithSerializationContext(context),
    };

    /// <summary>Names an activity.</summary>
    public abstract record Reference
    {
        private protected Reference()
        {
        }
    }

    /// <summary>Names an activity by ids.</summary>
    /// <param name="WorkflowId">Its workflow's id.</param>
    /// <param name="RunId">Its workflow's run id.</param>
    /// <param name="ActivityId">Its id.</param>
    public record IdReference(string WorkflowId, string? RunId, string ActivityId) : Reference;

    /// <summary>Names an activity's attempt by its task token.</summary>
    /// <param name="TaskToken">The token.</param>
    public record TaskTokenReference(byte[] TaskToken) : Reference;
}
