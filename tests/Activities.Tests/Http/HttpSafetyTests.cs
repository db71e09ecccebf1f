using Microsoft.AspNetCore.Http;
using Pipelines.Activities.Http;

namespace Pipelines.Activities.Tests.Http;

/// <summary>Redirects, and what may be seen of credentials.</summary>
public sealed class HttpSafetyTests
{
    [Fact]
    public async Task Call_Failure_ShowsNoCredentialsInErrorOrLog()
    {
        // Arrange: the service repeats what it was told.
        await using var server = await WebServer.StartAsync(context =>
        {
            context.Response.StatusCode = 403;
            return context.Response.WriteAsync($"denied: {context.Request.Headers.Authorization} {context.Request.QueryString}");
        });
        using var bench = new HttpBench();
        var request = HttpBench.Get(server.Url + "/hook?key=quite-secret&x=a%2Fother-secret") with
        {
            Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer top-secret" },
        };

        // Act
        var failure = await bench.FailsAsync(request);

        // Assert
        Assert.Contains("denied", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
        Assert.Contains("answered 403", bench.Log(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", bench.Log(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("htp://user:secret@host/x?key=secret")]
    [InlineData("user:secret@host?key=secret")]
    public async Task Call_AddressThatCannotBeRead_ShowsNoCredentials(string url)
    {
        using var bench = new HttpBench();

        var failure = await bench.FailsAsync(HttpBench.Get(url));

        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_UserInAddress_BecomesBasicAuthorization()
    {
        await using var server = await WebServer.StartAsync(200, "text/plain", "");
        using var bench = new HttpBench();

        await bench.CallAsync(HttpBench.Get(server.Url.Replace("://", "://ann:p%40ss@", StringComparison.Ordinal)));

        Assert.Equal("Basic YW5uOnBAc3M=", Assert.Single(server.Received).Headers["Authorization"]); // ann:p@ss
    }

    [Fact]
    public async Task Call_CookiesOfAService_AreNeitherKeptNorShown()
    {
        await using var server = await WebServer.StartAsync(context =>
        {
            context.Response.Headers.SetCookie = "session=1";
            return Task.CompletedTask;
        });
        using var bench = new HttpBench();

        var result = await bench.CallAsync(HttpBench.Get(server.Url));
        await bench.CallAsync(HttpBench.Get(server.Url));

        Assert.DoesNotContain("set-cookie", result.Headers.Keys);
        Assert.DoesNotContain("Cookie", server.Received[1].Headers.Keys);
    }

    [Fact]
    public async Task Call_RedirectToTheSameHost_KeepsHeadersAndTurnsPostIntoGet()
    {
        await using var server = await WebServer.StartAsync(context => RedirectOnce(context, 302, "/there"));
        using var bench = new HttpBench();
        var request = HttpBench.Post(server.Url + "/here", "{}") with { Headers = new Dictionary<string, string> { ["X-Key"] = "k" } };

        var result = await bench.CallAsync(request);

        Assert.Equal(200, result.Status);
        Assert.Equal(["POST /here", "GET /there"], server.Received.Select(each => $"{each.Method} {each.Path}"));
        Assert.Equal("k", server.Received[1].Headers["X-Key"]);
        Assert.Equal("", server.Received[1].Body);
    }

    [Fact]
    public async Task Call_RedirectToAnotherHost_LeavesHeadersBehind()
    {
        await using var other = await WebServer.StartAsync(200, "text/plain", "");
        await using var server = await WebServer.StartAsync(context => RedirectOnce(context, 307, other.Url + "/x"));
        using var bench = new HttpBench();

        await bench.CallAsync(HttpBench.Get(server.Url + "/here") with
        {
            Headers = new Dictionary<string, string> { ["X-Key"] = "k", ["Authorization"] = "Bearer t" },
        });

        var asked = Assert.Single(other.Received);
        Assert.DoesNotContain("X-Key", asked.Headers.Keys);
        Assert.DoesNotContain("Authorization", asked.Headers.Keys);
    }

    [Fact]
    public async Task Call_RedirectThatWouldSendTheBodyElsewhere_IsRefused()
    {
        await using var other = await WebServer.StartAsync(200, "text/plain", "");
        await using var server = await WebServer.StartAsync(context => RedirectOnce(context, 308, other.Url + "/x?token=secret"));
        using var bench = new HttpBench();

        var failure = await bench.FailsAsync(HttpBench.Post(server.Url + "/here", "{}"));

        Assert.True(failure.NonRetryable);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
        Assert.Empty(other.Received);
    }

    [Theory]
    [InlineData("/again", "one redirect more than the 2")]
    [InlineData("file:///etc/passwd", "not followed")]
    public async Task Call_RedirectsThatLeadNowhere_EndTheCall(string target, string said)
    {
        await using var server = await WebServer.StartAsync(context => Redirect(context, 302, target));
        using var bench = new HttpBench(new HttpOptions { Redirects = 2 });

        var failure = await bench.FailsAsync(HttpBench.Get(server.Url + "/here"));

        Assert.True(failure.NonRetryable);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_RedirectThatIsExpected_IsTheAnswer()
    {
        await using var server = await WebServer.StartAsync(context => Redirect(context, 302, "/login"));
        using var bench = new HttpBench();

        var result = await bench.CallAsync(HttpBench.Get(server.Url) with { Expect = [302] });

        Assert.Equal((302, "/login"), (result.Status, result.Headers["location"]));
    }

    private static Task RedirectOnce(HttpContext context, int status, string target) =>
        context.Request.Path == "/here" ? Redirect(context, status, target) : Task.CompletedTask;

    private static Task Redirect(HttpContext context, int status, string target)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = target;
        return Task.CompletedTask;
    }
}
