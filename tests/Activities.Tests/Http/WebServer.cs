using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Pipelines.Activities.Tests.Http;

/// <summary>A web service on a free port of this machine, which remembers what it was asked.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly List<Received> _received = [];
    private readonly Lock _gate = new();

    private WebServer(WebApplication application) => _application = application;

    public string Url => _application.Services.GetRequiredService<IServer>().Features
        .Get<IServerAddressesFeature>()!.Addresses.Single();

    public IReadOnlyList<Received> Received
    {
        get
        {
            lock (_gate) return [.. _received];
        }
    }

    /// <summary>Starts it; <paramref name="answer"/> answers every request.</summary>
    public static async Task<WebServer> StartAsync(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        var server = new WebServer(application);
        application.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            var headers = context.Request.Headers.ToDictionary(
                header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            lock (server._gate)
                server._received.Add(new Received(context.Request.Method, context.Request.Path + context.Request.QueryString, headers, body));
            await answer(context);
        });
        await application.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>Starts one that always gives the same answer.</summary>
    public static Task<WebServer> StartAsync(int status, string type, string body) => StartAsync(context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.WriteAsync(body);
    });

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}

/// <summary>A request as the service saw it.</summary>
internal sealed record Received(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);
