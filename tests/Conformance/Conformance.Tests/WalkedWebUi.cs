using System.Text.Json;
using Pipelines.Starter.Hosting;

namespace Temporalio.Conformance.Tests;

/// <summary>Temporal's Web UI on <c>pipelines server</c>, walked through once by a browser.</summary>
public sealed class WalkedWebUi : IAsyncLifetime
{
    private const string Variable = "TEMPORAL_UI_PROGRAM";
    private readonly Dictionary<string, string?> _steps = [];
    private string _output = "";

    /// <summary>Gets why it cannot be walked through; null when it can.</summary>
    public static string? Missing =>
        TypeScriptFolder.Missing
        ?? (Program is null ? $"{Variable} names no program that serves Temporal's Web UI." : null)
        ?? (File.Exists(Browser) ? null : $"There is no browser {Browser}; CHROMIUM names another.");

    private static string? Program => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } program ? program : null;

    private static string Browser => Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";

    /// <summary>Gets what kept a step from being done; null when nothing did.</summary>
    public string? Fault(string step) => _steps.TryGetValue(step, out var fault) ? fault : $"was not walked: {_output}";

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null) return;
        var file = Path.GetTempFileName();
        (_, _output) = await TypeScriptFolder.NodeAsync(
            ["ui.mjs", "--server", $"dotnet {typeof(LocalHost).Assembly.Location}", "--ui", Program!, "--out", file],
            TestContext.Current.CancellationToken);
        var text = await File.ReadAllTextAsync(file);
        File.Delete(file);
        if (text.Length == 0) return;
        foreach (var step in JsonDocument.Parse(text).RootElement.EnumerateObject()) _steps[step.Name] = step.Value.GetString();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
