namespace Temporalio.Service.Schedules;

/// <summary>A schedule spec that is not understood. The message is in the words of Temporal's server.</summary>
internal sealed class SpecException(string message) : Exception(message);
