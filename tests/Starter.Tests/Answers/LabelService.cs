using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Pipelines.Starter.Tests.Answers;

/// <summary>The service of the sample 'people': takes a token, and is busy when it is first asked to announce.</summary>
internal sealed class LabelService : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly TaskCompletionSource<string> _token = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _announcements;

    private LabelService()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    public string Url => _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>Ends with the token once the pipeline has asked for labels.</summary>
    public Task<string> Token => _token.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

    public int Announcements => _announcements;

    public static async Task<LabelService> StartAsync()
    {
        var service = new LabelService();
        await service._application.StartAsync(TestContext.Current.CancellationToken);
        return service;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        if (context.Request.Path == "/label")
        {
            _token.TrySetResult(body.RootElement.GetProperty("token").GetString()!);
            return;
        }

        var isFirst = Interlocked.Increment(ref _announcements) == 1;
        context.Response.StatusCode = isFirst ? 503 : 201;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync($$"""{ "id": "n-{{_announcements}}" }""");
    }
}
