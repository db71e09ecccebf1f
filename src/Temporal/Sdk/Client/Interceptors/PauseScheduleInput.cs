namespace Temporalio.Client.Interceptors;

/// <summary>Pausing a schedule.</summary>
/// <param name="Id">The schedule's id.</param>
/// <param name="Note">Why; null for a standard note.</param>
/// <param name="RpcOptions">How the call is made; null for the defaults.</param>
public record PauseScheduleInput(
    string Id,
    string? Note,
    RpcOptions? RpcOptions);
