using System.Text.RegularExpressions;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Tests.Scheduling;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Running;

/// <summary>An execution worth keeping the history of.</summary>
/// <param name="Name">The recording's name.</param>
/// <param name="Definition">What runs.</param>
/// <param name="Parameter">The value of the parameter <c>auc</c>.</param>
internal sealed partial record Scenario(string Name, PipelineDefinition Definition, double Parameter = 0.97)
{
    private static readonly RetryDefinition Quickly = new(3, TimeSpan.FromMilliseconds(1), 1, null, []);

    /// <summary>True when the execution is cancelled while its step <c>endless</c> runs.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>When it continues as new, and how it is divided.</summary>
    public RunLimits? Limits { get; init; }

    /// <summary>Steps that wait, with what somebody decides about them.</summary>
    public IReadOnlyList<StepAnswer> Answers { get; init; } = [];

    public static IReadOnlyList<Scenario> All { get; } =
    [
        .. Constructs.All,
        new("model-registered", Sample.Pipeline),
        new("model-too-poor", Sample.Pipeline, Parameter: 0.5),
        new("retried-and-failed", Pipeline(
            Job("flaky") with { Retry = Quickly },
            Job("broken").Continues() with { Retry = Quickly },
            Job("reads", "broken").Input("why", "${{ steps.broken.error.type }}"),
            Job("fatal", "flaky"),
            Job("never", "fatal")).Finally(Job("clean"))),
        new("cancelled", Pipeline(
            Job("endless"), Job("after", "endless"), If("c", "true", [Job("x"), Job("y", "x")])).Finally(Job("clean")))
        {
            IsCancelled = true,
        },
        new("timed-out", Pipeline(Job("endless")).Finally(Job("clean")) with { Timeout = TimeSpan.FromMilliseconds(200) }),
        new("wide", Pipeline([.. Enumerable.Range(0, 40).Select(i => Job($"s{i}", i < 8 ? [] : [$"s{i - 8}", $"s{i - 7}"]))])
            with { Parallelism = 4 }),
        new("nested", Pipeline(Nested(8))),
        new("fails-fast", Pipeline(Job("endless"), Job("fatal")) with { FailureMode = FailureMode.FailFast }),
    ];

    /// <summary>Runs it to its end, whatever that is.</summary>
    /// <returns>The history of each of its runs as Temporal's JSON, child workflows last.</returns>
    public async Task<IReadOnlyList<string>> RecordAsync()
    {
        var started = new TaskCompletionSource();
        var activities = new FakeActivities()
            .Endless("endless", started)
            .Program("flaky", attempt => attempt < 3
                ? throw FakeActivities.Failure("ScriptFailed", "not yet")
                : new JobResult { Attempt = attempt })
            .Program("broken", _ => throw FakeActivities.Failure("ScriptFailed", "never"))
            .Program("fatal", _ => throw FakeActivities.Failure("BadInput", "the input is empty", "reading", "nothing there"))
            .Endless("guarded.endless", started)
            .Endless("timed.endless", started)
            .Program("guarded.fatal", _ => throw FakeActivities.Failure("BadInput", "the input is empty"))
            .Program("tried.fatal", _ => throw FakeActivities.Failure("BadInput", "the input is empty"));
        await using var host = await PipelineHost.StartAsync(activities);
        var handle = await host.StartAsync(Definition.Run(("auc", Parameter)) with { Limits = Limits });
        if (IsCancelled)
        {
            await started.Task;
            await handle.CancelAsync();
        }

        foreach (var answer in Answers) await AnswerAsync(handle, answer);
        try
        {
            await handle.GetResultAsync();
        }
        catch (Temporalio.Exceptions.WorkflowFailedException)
        {
            // How it ends is part of the history.
        }

        var recordings = new List<string>();
        await AddAsync(host.Client, handle.Id, handle.ResultRunId, recordings);
        return recordings;
    }

    private static async Task AnswerAsync(WorkflowHandle<PipelineWorkflow, PipelineResult> handle, StepAnswer answer)
    {
        StepWait? wait;
        do
        {
            wait = (await handle.QueryAsync(workflow => workflow.State())).Steps.GetValueOrDefault(answer.Step)?.Wait;
        }
        while (wait?.For is not ("approval" or "callback" or "decision"));
        answer = answer with { Token = wait.Token };
        await handle.ExecuteUpdateAsync(workflow => workflow.AnswerAsync(answer));
    }

    private static async Task AddAsync(ITemporalClient client, string id, string? run, List<string> recordings)
    {
        var children = new List<string>();
        for (var next = run; next is not null;)
        {
            var history = await client.GetWorkflowHandle(id, next).FetchHistoryAsync();

            // Stack traces name the folders of the machine that recorded.
            recordings.Add(StackTrace().Replace(history.ToJson(), "\"stackTrace\": \"\""));
            var last = history.Events.Last();
            next = last.EventType == EventType.WorkflowExecutionContinuedAsNew
                ? last.WorkflowExecutionContinuedAsNewEventAttributes.NewExecutionRunId
                : null;
            children.AddRange(history.Events
                .Where(e => e.EventType == EventType.ChildWorkflowExecutionStarted)
                .Select(e => e.ChildWorkflowExecutionStartedEventAttributes.WorkflowExecution.WorkflowId)
                .Order(StringComparer.Ordinal));
        }

        foreach (var child in children) await AddAsync(client, child, (await client.GetWorkflowHandle(child).DescribeAsync()).RunId, recordings);
    }

    [GeneratedRegex("\"stackTrace\": \"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex StackTrace();

    private static StepDefinition[] Nested(int depth) => depth == 0
        ? [Job("core")]
        :
        [
            Job("before"),
            If("c", $"parameters.auc > 0.{depth}", Nested(depth - 1), [Job("other")]).Needs("before"),
            Job("after", "c"),
        ];
}
