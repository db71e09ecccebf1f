using System.Text.Json;
using Pipelines.Activities.Artifacts;
using Pipelines.Activities.Http;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Activities.Tests.Http;

/// <summary>Calls services in a state directory of its own.</summary>
internal sealed class HttpBench : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public HttpBench(HttpOptions? options = null) => Local = LocalActivities.Create(
        new LocalActivitiesOptions(_folder["state"]) { Http = (options ?? new HttpOptions()) with { UseProxy = false } });

    public LocalActivities Local { get; }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static HttpRequest Get(string url) => new()
    {
        Context = new PipelineContext { Pipeline = "test", Version = "sha256:1", ExecutionId = "run-1" },
        Step = "sweep[0].notify",
        Method = "GET",
        Url = url,
    };

    public static HttpRequest Post(string url, string body) =>
        Get(url) with { Method = "POST", Body = JsonDocument.Parse(body).RootElement };

    public Task<HttpResult> CallAsync(HttpRequest request) => Local.Http.CallAsync(request, 1, Cancel);

    public Task<HttpFailedException> FailsAsync(HttpRequest request) =>
        Assert.ThrowsAsync<HttpFailedException>(() => CallAsync(request));

    public async Task<string> ReadAsync(JsonElement artifact)
    {
        await using var stream = await Local.Artifacts.OpenAsync(ArtifactValue.Read(artifact)!, Cancel);
        return await new StreamReader(stream).ReadToEndAsync(Cancel);
    }

    public string Log() => File.ReadAllText(Local.Layout.LogFile("run-1", "sweep[0].notify", 1));

    public void Dispose()
    {
        Local.Dispose();
        _folder.Dispose();
    }
}
