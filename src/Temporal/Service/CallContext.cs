namespace Temporalio.Service;

/// <summary>What a caller tells about a call beside the request.</summary>
/// <param name="Timeout">How long it waits for the answer; null when it did not say. Long polls need one.</param>
/// <param name="Cancel">Signalled when it gave up.</param>
/// <param name="InProcess">Whether the caller dies with this service: what its workers had taken is retried at the
/// next start.</param>
public sealed record CallContext(TimeSpan? Timeout, CancellationToken Cancel, bool InProcess = true);
