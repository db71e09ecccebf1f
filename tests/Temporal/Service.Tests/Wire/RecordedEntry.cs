using System.Text.Json;

namespace Temporalio.Service.Tests.Wire;

/// <summary>One call of the recording.</summary>
internal sealed record RecordedCall(string Method, JsonElement Request)
{
    public string Service => Method.Contains("SearchAttributes", StringComparison.Ordinal) && Method[0] != 'G'
        ? Frontend.TestService.OperatorService
        : Frontend.TestService.WorkflowService;
}

/// <summary>A named entry of the recording: calls, and what the real server gave to the last one.</summary>
internal sealed record RecordedEntry(string Name, IReadOnlyList<RecordedCall> Calls, JsonElement? Ok, JsonElement? Error)
{
    /// <summary>Returns all entries in the order in which they were recorded.</summary>
    public static IReadOnlyList<RecordedEntry> All()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "wire", "answers-server-1.32.1.json");
        using var recording = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. recording.RootElement.Clone().EnumerateObject().Select(entry => Of(entry.Name, entry.Value))];
    }

    private static RecordedEntry Of(string name, JsonElement entry)
    {
        var calls = entry.TryGetProperty("calls", out var list)
            ? list.EnumerateArray().Select(call => new RecordedCall(
                call.GetProperty("method").GetString()!, call.GetProperty("request"))).ToList()
            : [];
        return new RecordedEntry(name, calls, Part(entry, "ok"), Part(entry, "error"));
    }

    private static JsonElement? Part(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var part) ? part : null;
}
