namespace Temporalio.Worker.Interceptors;

/// <summary>Input of <see cref="WorkflowOutboundInterceptor.DelayAsync"/>.</summary>
/// <param name="Delay">The wait.</param>
/// <param name="CancellationToken">The token that cancels it.</param>
/// <param name="Summary">One line for people.</param>
public record DelayAsyncInput(
    TimeSpan Delay,
    CancellationToken? CancellationToken,
    string? Summary);
