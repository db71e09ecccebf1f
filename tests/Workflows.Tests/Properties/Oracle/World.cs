namespace Pipelines.Workflows.Tests.Properties.Oracle;

/// <summary>What was done so far.</summary>
internal sealed class World
{
    /// <summary>Every step that is over, by path.</summary>
    public Dictionary<string, StepRecord> Steps { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>Activities, as text: name, path, attempts, input.</summary>
    public List<string> Calls { get; private init; } = [];

    private Dictionary<string, int> Openings { get; init; } = new(StringComparer.Ordinal);

    public World Copy() => new()
    {
        Steps = new(Steps, StringComparer.Ordinal),
        Calls = [.. Calls],
        Openings = new(Openings, StringComparer.Ordinal),
    };

    /// <summary>Counts activities, or waits, of a step.</summary>
    public int Open(string what, string path) => Openings[$"{what} {path}"] = Openings.GetValueOrDefault($"{what} {path}") + 1;

    /// <summary>Forgets the steps inside a step: its blocks are opened anew.</summary>
    public void Forget(string path)
    {
        foreach (var inner in Steps.Keys.Where(key => key.StartsWith(path + ".", StringComparison.Ordinal)
            || key.StartsWith(path + "[", StringComparison.Ordinal)).ToList()) Steps.Remove(inner);
    }
}
