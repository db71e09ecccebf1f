using Temporalio.Api.History.V1;

namespace Temporalio.Service.History;

/// <summary>A signal on its way to another run.</summary>
internal sealed record ExternalSignalState(
    long InitiatedEventId, SignalExternalWorkflowExecutionInitiatedEventAttributes Attributes);
