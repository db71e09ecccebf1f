using Temporalio.Api.Enums.V1;

namespace Temporalio.Client.Interceptors;

/// <summary>Fetching one page of a history.</summary>
/// <param name="Id">Id of the workflow.</param>
/// <param name="RunId">Run id; null for the current run.</param>
/// <param name="PageSize">Most events on the page.</param>
/// <param name="NextPageToken">Where the page starts; null for the beginning.</param>
/// <param name="WaitNewEvent">Whether to wait for events.</param>
/// <param name="EventFilterType">Which events.</param>
/// <param name="SkipArchival">Whether archived histories are left out.</param>
/// <param name="Rpc">How the call is made.</param>
public record FetchWorkflowHistoryEventPageInput(
    string Id,
    string? RunId,
    int? PageSize,
    byte[]? NextPageToken,
    bool WaitNewEvent,
    HistoryEventFilterType EventFilterType,
    bool SkipArchival,
    RpcOptions? Rpc);
