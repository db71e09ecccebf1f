using System.Reflection;

namespace Temporalio.Worker.Interceptors;

/// <summary>Input of <see cref="WorkflowInboundInterceptor.ExecuteWorkflowAsync"/>.</summary>
/// <param name="Instance">The workflow object.</param>
/// <param name="RunMethod">The method that is the workflow.</param>
/// <param name="Args">The arguments.</param>
public record ExecuteWorkflowInput(
    object Instance,
    MethodInfo RunMethod,
    object?[] Args);
