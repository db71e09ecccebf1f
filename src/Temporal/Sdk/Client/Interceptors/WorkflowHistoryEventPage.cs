using Temporalio.Api.History.V1;

namespace Temporalio.Client.Interceptors;

/// <summary>One page of a history.</summary>
/// <param name="Events">The events.</param>
/// <param name="NextPageToken">Where the next page starts; null when there is none.</param>
public record WorkflowHistoryEventPage(
    IReadOnlyCollection<HistoryEvent> Events,
    byte[]? NextPageToken);
