namespace Temporalio.Worker.Interceptors;

/// <summary>Input of <see cref="WorkflowOutboundInterceptor.CancelExternalWorkflowAsync"/>.</summary>
/// <param name="Id">The id.</param>
/// <param name="RunId">The run id; null for the current run.</param>
public record CancelExternalWorkflowInput(
    string Id,
    string? RunId);
