using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Pipelines.Activities.Http;

namespace Pipelines.Activities.Tests.Http;

/// <summary>What a service is asked, and what becomes of its answer.</summary>
public sealed class HttpCallerTests
{
    [Fact]
    public async Task Call_JsonBodyAndHeaders_ReachTheServiceWithAnIdempotencyKey()
    {
        // Arrange
        await using var server = await WebServer.StartAsync(201, "application/json; charset=utf-8", """{ "id": 7 }""");
        using var bench = new HttpBench();
        var request = HttpBench.Post(server.Url + "/jobs?dry=1", """{ "rate": 0.5, "name": "é" }""") with
        {
            Headers = new Dictionary<string, string> { ["X-Team"] = "ml", ["Content-Type"] = "application/vnd.api+json" },
        };

        // Act
        var result = await bench.CallAsync(request);

        // Assert
        Assert.Equal((201, 1, 7), (result.Status, result.Attempt, result.Body.GetProperty("id").GetInt32()));
        Assert.Equal("application/json; charset=utf-8", result.Headers["content-type"]);
        var asked = Assert.Single(server.Received);
        Assert.Equal(("POST", "/jobs?dry=1"), (asked.Method, asked.Path));
        Assert.Equal("é", JsonDocument.Parse(asked.Body).RootElement.GetProperty("name").GetString());
        Assert.Equal("ml", asked.Headers["X-Team"]);
        Assert.Equal("application/vnd.api+json", asked.Headers["Content-Type"]);
        Assert.Equal("run-1/sweep[0].notify", asked.Headers["Idempotency-Key"]);
    }

    [Fact]
    public async Task Call_InAnotherAttemptOfItsBlock_HasAnotherKey()
    {
        // Arrange
        await using var server = await WebServer.StartAsync(200, "text/plain", "thanks");
        using var bench = new HttpBench();
        var request = HttpBench.Post(server.Url, "1") with { Repetition = "#2.1" };

        // Act
        await bench.CallAsync(request);

        // Assert
        Assert.Equal("run-1/sweep[0].notify#2.1", Assert.Single(server.Received).Headers["Idempotency-Key"]);
    }

    [Fact]
    public async Task Call_TextBody_IsSentAsItIs()
    {
        await using var server = await WebServer.StartAsync(200, "text/plain", "thanks");
        using var bench = new HttpBench();

        var result = await bench.CallAsync(HttpBench.Post(server.Url, "\"a=1\\nb=2\""));

        Assert.Equal("a=1\nb=2", Assert.Single(server.Received).Body);
        Assert.Equal("thanks", result.Body.GetString());
    }

    [Theory]
    [InlineData(204, "", "", "\"\"")]
    [InlineData(200, "application/json", "", "null")]
    [InlineData(200, "application/problem+json", "[1]", "[1]")]
    [InlineData(200, "text/html; charset=iso-8859-1", "<p>", "\"<p>\"")]
    public async Task Call_AnswersOfOtherForms_BecomeValues(int status, string type, string body, string expected)
    {
        await using var server = await WebServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            if (type.Length > 0) context.Response.ContentType = type;
            return body.Length == 0 ? Task.CompletedTask : context.Response.WriteAsync(body);
        });
        using var bench = new HttpBench();

        var result = await bench.CallAsync(HttpBench.Get(server.Url));

        Assert.Equal(expected, result.Body.GetRawText().Replace("\\u003C", "<", StringComparison.Ordinal).Replace("\\u003E", ">", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Call_AnswerAbove32KiB_BecomesAnArtifact()
    {
        var large = JsonSerializer.Serialize(new string('x', 40_000));
        await using var server = await WebServer.StartAsync(200, "application/json", large);
        using var bench = new HttpBench();

        var result = await bench.CallAsync(HttpBench.Get(server.Url));

        Assert.Equal(large, await bench.ReadAsync(result.Body));
        Assert.Equal("body.json", result.Body.GetProperty("$artifact").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Call_AnswerThatIsNoText_BecomesAnArtifact()
    {
        await using var server = await WebServer.StartAsync(context =>
            context.Response.Body.WriteAsync(new byte[] { 0xff, 0x00, 0xfe }).AsTask());
        using var bench = new HttpBench();

        var result = await bench.CallAsync(HttpBench.Get(server.Url));

        Assert.Equal(3, result.Body.GetProperty("$artifact").GetProperty("size").GetInt64());
    }

    [Fact]
    public async Task Call_AnswerLargerThanTheLimit_FailsForGood()
    {
        await using var server = await WebServer.StartAsync(200, "text/plain", new string('x', 2_000));
        using var bench = new HttpBench(new HttpOptions { ResponseBytes = 1_000 });

        var failure = await bench.FailsAsync(HttpBench.Get(server.Url));

        Assert.Equal(("HttpTooLarge", true), (failure.ErrorType, failure.NonRetryable));
    }

    [Theory]
    [InlineData(400, true)]
    [InlineData(404, true)]
    [InlineData(408, false)]
    [InlineData(425, false)]
    [InlineData(429, false)]
    [InlineData(500, false)]
    [InlineData(503, false)]
    public async Task Call_StatusNotExpected_IsTriedAgainOnlyWhereThatCanHelp(int status, bool nonRetryable)
    {
        await using var server = await WebServer.StartAsync(status, "text/plain", "no such\r\n table");
        using var bench = new HttpBench();

        var failure = await bench.FailsAsync(HttpBench.Get(server.Url + "/t"));

        Assert.Equal(("HttpFailed", nonRetryable), (failure.ErrorType, failure.NonRetryable));
        Assert.Contains($"GET {server.Url}/t answered {status}", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(": no such table", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_ExpectedStatus_CountsAsSuccessAndOthersDoNot()
    {
        await using var server = await WebServer.StartAsync(404, "text/plain", "none");
        using var bench = new HttpBench();

        var result = await bench.CallAsync(HttpBench.Get(server.Url) with { Expect = [200, 404] });
        var failure = await bench.FailsAsync(HttpBench.Get(server.Url) with { Expect = [200, 201] });

        Assert.Equal(404, result.Status);
        Assert.Contains("expected 200 or 201", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("30", 30)]
    [InlineData("90000", 600)] // no service may hold a pipeline for a day
    public async Task Call_RetryAfter_IsPassedOnWithinItsBound(string header, int seconds)
    {
        await using var server = await WebServer.StartAsync(context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = header;
            return Task.CompletedTask;
        });
        using var bench = new HttpBench();

        var failure = await bench.FailsAsync(HttpBench.Get(server.Url));

        Assert.Equal(TimeSpan.FromSeconds(seconds), failure.RetryAfter);
    }

    [Fact]
    public async Task Call_NobodyListens_IsUnreachableAndTriedAgain()
    {
        string url;
        await using (var server = await WebServer.StartAsync(200, "text/plain", "")) url = server.Url;
        using var bench = new HttpBench();

        var failure = await bench.FailsAsync(HttpBench.Get(url + "/x"));

        Assert.Equal(("HttpUnreachable", false), (failure.ErrorType, failure.NonRetryable));
    }

    [Fact]
    public async Task Call_ServiceBreaksOffItsAnswer_IsUnreachable()
    {
        await using var server = await WebServer.StartAsync(async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("half");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        using var bench = new HttpBench();

        var failure = await bench.FailsAsync(HttpBench.Get(server.Url));

        Assert.Equal("HttpUnreachable", failure.ErrorType);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://host/x")]
    [InlineData("/relative")]
    [InlineData("")]
    public async Task Call_AddressThatIsNotOfTheWeb_IsRefused(string url)
    {
        using var bench = new HttpBench();

        var failure = await bench.FailsAsync(HttpBench.Get(url));

        Assert.Equal(("BadInput", true), (failure.ErrorType, failure.NonRetryable));
        Assert.Contains("not an absolute http or https address", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-A", "1\r\nX-B: 2")]
    [InlineData("bad name", "1")]
    [InlineData("", "1")]
    [InlineData("Content-Length", "1")]
    public async Task Call_HeaderThatCannotBeSent_IsRefused(string name, string value)
    {
        using var bench = new HttpBench();

        var failure = await bench.FailsAsync(HttpBench.Get("http://127.0.0.1:1/") with { Headers = new Dictionary<string, string> { [name] = value } });

        Assert.Equal(("BadInput", true), (failure.ErrorType, failure.NonRetryable));
    }
}
