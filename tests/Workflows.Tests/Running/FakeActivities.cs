using System.Collections.Concurrent;
using Pipelines.Definitions.Contracts;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Pipelines.Workflows.Tests.Running;

/// <summary>The activities of pipelines with programs that tests write; a step without one hands out its inputs.</summary>
public sealed class FakeActivities
{
    private readonly ConcurrentDictionary<string, Func<JobRequest, ActivityExecutionContext, Task<JobResult>>> _programs = new();

    /// <summary>Attempts that began, as step path and attempt.</summary>
    public ConcurrentQueue<(string Step, int Attempt)> Attempts { get; } = new();

    public FakeActivities Program(string step, Func<JobRequest, ActivityExecutionContext, Task<JobResult>> program)
    {
        _programs[step] = program;
        return this;
    }

    public FakeActivities Program(string step, Func<int, JobResult> program) =>
        Program(step, (_, context) => Task.FromResult(program(context.Info.Attempt)));

    /// <summary>A program that runs until it is stopped.</summary>
    public FakeActivities Endless(string step, TaskCompletionSource started) => Program(step, async (_, context) =>
    {
        started.TrySetResult();
        while (true)
        {
            // Heartbeats are how an activity hears that it shall stop.
            await Task.Delay(TimeSpan.FromMilliseconds(20), context.CancellationToken);
            context.Heartbeat();
        }
    });

    public static ApplicationFailureException Failure(string type, string message, params string[] log) => new(
        message, type, details: [new FailureDetail(3, log, ActivityExecutionContext.Current.Info.Attempt)]);

    [Activity(ActivityNames.RunJob)]
    public async Task<JobResult> RunJobAsync(JobRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var context = ActivityExecutionContext.Current;
        Attempts.Enqueue((request.Step, context.Info.Attempt));
        var program = _programs.GetValueOrDefault(request.Step);
        return program is null ? new JobResult { Outputs = request.Inputs } : await program(request, context);
    }

    /// <summary>Answers with what was sent; addresses with <c>fail</c> in them are refused.</summary>
    [Activity(ActivityNames.CallHttp)]
    public HttpResult CallHttp(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var attempt = ActivityExecutionContext.Current.Info.Attempt;
        Attempts.Enqueue((request.Step, attempt));
        if (request.Url.Contains("fail", StringComparison.Ordinal)) throw Failure("HttpFailed", "the answer was 500");
        return new HttpResult(200, request.Body ?? System.Text.Json.JsonSerializer.SerializeToElement(new { request.Url }), attempt);
    }

    [Activity(ActivityNames.RegisterModel)]
    public RegisterResult RegisterModel(RegisterRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var attempt = ActivityExecutionContext.Current.Info.Attempt;
        Attempts.Enqueue((request.Step, attempt));
        return new RegisterResult(request.Group, 1, attempt);
    }
}
