using System.Collections.Concurrent;
using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Tests.Properties.Oracle;
using Pipelines.Workflows.Tests.Running;
using Temporalio.Activities;

namespace Pipelines.Workflows.Tests.Properties.Driving;

/// <summary>The activities of pipelines, which do what the script of their execution says.</summary>
internal sealed class ScriptedActivities
{
    private readonly ConcurrentDictionary<string, CallLog> _logs = new(StringComparer.Ordinal);

    public void Add(string executionId, CallLog log) => _logs[executionId] = log;

    [Activity(ActivityNames.RunJob)]
    public async Task<JobResult> RunJobAsync(JobRequest request)
    {
        var (log, opening, attempt) = await PlayAsync(request.Context, Call.Of(request));
        return new JobResult { Outputs = log.Script.Outputs(request.Step, opening, attempt), Attempt = attempt };
    }

    [Activity(ActivityNames.CallHttp)]
    public async Task<HttpResult> CallHttpAsync(HttpRequest request)
    {
        var (log, opening, attempt) = await PlayAsync(request.Context, Call.Of(request));
        return new HttpResult(200, JsonSerializer.SerializeToElement(log.Script.Outputs(request.Step, opening, attempt)), attempt);
    }

    [Activity(ActivityNames.RegisterModel)]
    public async Task<RegisterResult> RegisterModelAsync(RegisterRequest request)
    {
        var (_, _, attempt) = await PlayAsync(request.Context, Call.Of(request));
        return new RegisterResult(request.Group, 1, attempt);
    }

    private async Task<(CallLog Log, int Opening, int Attempt)> PlayAsync(PipelineContext context, Call call)
    {
        var activity = ActivityExecutionContext.Current;
        var attempt = activity.Info.Attempt;
        var log = _logs[context.ExecutionId];
        var opening = log.Note(call, attempt);
        var play = log.Script.Of(call.Program, call.Path, opening, attempt);
        if (play.Error is { } error) throw FakeActivities.Failure(error, "scripted");
        if (play.Time is null) await NeverEndAsync(activity);
        return (log, opening, attempt);
    }

    private static async Task NeverEndAsync(ActivityExecutionContext activity)
    {
        try
        {
            while (true)
            {
                // Heartbeats are how an activity hears that it shall stop, and keep it from being taken for lost.
                activity.Heartbeat();
                await Task.Delay(TimeSpan.FromMilliseconds(10), activity.CancellationToken);
            }
        }
        catch (OperationCanceledException) when (activity.CancelReason == ActivityCancelReason.Timeout)
        {
            // The service says so as well, but now and then it is this that arrives first.
            throw FakeActivities.Failure("Timeout", "scripted");
        }
    }
}
