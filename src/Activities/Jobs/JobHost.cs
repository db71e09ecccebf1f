using System.Collections.Frozen;

namespace Pipelines.Activities.Jobs;

/// <summary>What programs are told of the machine. Read once for each worker.</summary>
/// <param name="Processors">Processors that may be used.</param>
/// <param name="Gpus">NVIDIA devices.</param>
/// <param name="Variables">The host's environment variables that programs see.</param>
internal sealed record JobHost(int Processors, int Gpus, FrozenDictionary<string, string> Variables)
{
    /// <summary>Reads this machine.</summary>
    public static JobHost Read(JobOptions options) => new(
        Environment.ProcessorCount,
        Directory.Exists("/dev") ? Directory.EnumerateFileSystemEntries("/dev", "nvidia*").Count(
            path => path["/dev/nvidia".Length..] is { Length: > 0 } rest && rest.All(char.IsAsciiDigit)) : 0,
        options.HostVariables
            .Select(name => (name, value: Environment.GetEnvironmentVariable(name)))
            .Where(pair => pair.value is not null)
            .ToFrozenDictionary(pair => pair.name, pair => pair.value!, StringComparer.Ordinal));
}
