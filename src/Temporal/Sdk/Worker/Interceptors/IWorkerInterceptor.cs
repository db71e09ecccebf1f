namespace Temporalio.Worker.Interceptors;

/// <summary>Puts interceptors into a worker.</summary>
public interface IWorkerInterceptor
{
    /// <summary>Makes the interceptor of a workflow. Called once per run that is loaded.</summary>
    /// <param name="nextInterceptor">The next one, to which it must pass on.</param>
    /// <returns>The interceptor; the next one itself to see nothing.</returns>
    WorkflowInboundInterceptor InterceptWorkflow(WorkflowInboundInterceptor nextInterceptor) => nextInterceptor;

    /// <summary>Makes the interceptor of an activity. Called once per attempt.</summary>
    /// <param name="nextInterceptor">The next one, to which it must pass on.</param>
    /// <returns>The interceptor; the next one itself to see nothing.</returns>
    ActivityInboundInterceptor InterceptActivity(ActivityInboundInterceptor nextInterceptor) => nextInterceptor;
}
