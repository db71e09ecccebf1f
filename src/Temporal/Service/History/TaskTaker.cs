namespace Temporalio.Service.History;

/// <summary>The poll that takes a task.</summary>
/// <param name="RequestId">Fresh for every poll; the same poll asking again is known by it.</param>
/// <param name="Identity">Who polls.</param>
/// <param name="BuildId">The worker's build id; empty when it has none.</param>
/// <param name="InProcess">True when the worker lives in the service's process.</param>
internal sealed record TaskTaker(string RequestId, string Identity, string BuildId = "", bool InProcess = false);
