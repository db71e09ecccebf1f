namespace Temporalio.Worker.Tuning;

/// <summary>Up to which use of the machine tasks are taken.</summary>
/// <param name="TargetMemoryUsage">Share of the memory that the process may use; above 0, at most 1.</param>
/// <param name="TargetCpuUsage">Share of all processors; above 0, at most 1.</param>
public sealed record ResourceBasedTunerOptions(double TargetMemoryUsage, double TargetCpuUsage);
