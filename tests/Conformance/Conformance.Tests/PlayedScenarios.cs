using System.Text.Json;
using Pipelines.Starter.Hosting;

namespace Temporalio.Conformance.Tests;

/// <summary>All scenarios, played once: on <c>pipelines server</c>, and on a real server where one is named.</summary>
public sealed class PlayedScenarios : IAsyncLifetime
{
    private readonly Dictionary<string, string?> _lines = [];

    /// <summary>Gets what the program printed.</summary>
    public string Output { get; private set; } = "";

    /// <summary>Gets the names of those that were played.</summary>
    public IEnumerable<string> Names => _lines.Keys;

    /// <summary>Gets in which way a scenario failed or differs; null when it does not.</summary>
    public string? Fault(string name) => _lines.TryGetValue(name, out var line) ? line : $"was not played: {Output}";

    public async ValueTask InitializeAsync()
    {
        if (TypeScriptFolder.Missing is not null) return;
        var file = Path.GetTempFileName();
        var server = $"dotnet {typeof(LocalHost).Assembly.Location}";
        (_, Output) = await TypeScriptFolder.NodeAsync(
            ["check.mjs", "--server", server, "--out", file], TestContext.Current.CancellationToken);
        var text = await File.ReadAllTextAsync(file);
        File.Delete(file);
        if (text.Length == 0) return;
        foreach (var scenario in JsonDocument.Parse(text).RootElement.GetProperty("scenarios").EnumerateObject())
            _lines[scenario.Name] = scenario.Value.GetString();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
