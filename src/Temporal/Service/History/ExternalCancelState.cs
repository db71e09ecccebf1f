using Temporalio.Api.History.V1;

namespace Temporalio.Service.History;

/// <summary>A cancel request on its way to another run.</summary>
internal sealed record ExternalCancelState(
    long InitiatedEventId, RequestCancelExternalWorkflowExecutionInitiatedEventAttributes Attributes);
