namespace Temporalio.Client.Interceptors;

/// <summary>Describing a schedule.</summary>
/// <param name="Id">The schedule's id.</param>
/// <param name="RpcOptions">How the call is made; null for the defaults.</param>
public record DescribeScheduleInput(
    string Id,
    RpcOptions? RpcOptions);
