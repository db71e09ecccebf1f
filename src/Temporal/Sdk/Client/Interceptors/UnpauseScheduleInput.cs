namespace Temporalio.Client.Interceptors;

/// <summary>Letting a paused schedule act again.</summary>
/// <param name="Id">The schedule's id.</param>
/// <param name="Note">Why; null for a standard note.</param>
/// <param name="RpcOptions">How the call is made; null for the defaults.</param>
public record UnpauseScheduleInput(
    string Id,
    string? Note,
    RpcOptions? RpcOptions);
