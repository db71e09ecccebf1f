using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Tests.Services;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Scenarios.Scripts;

/// <summary>What a play of a script left behind.</summary>
/// <param name="Outcome">The workflow's end.</param>
/// <param name="Histories">The histories of its runs, and of its children, in the order in which they are named.</param>
public sealed record ScriptResult(string Outcome, IReadOnlyList<WorkflowHistory> Histories);

/// <summary>All scripts, played at once on one service by one worker, when the first test asks for one.</summary>
public abstract class ScriptRuns : IAsyncLifetime
{
    private const int MostPlays = 3;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);
    private readonly ServiceUnderTest _service;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _together = new(24);
    private readonly ScriptBench _bench = new();
    private readonly Lazy<IReadOnlyDictionary<string, Task<ScriptResult>>> _results;
    private Task _worker = Task.CompletedTask;

    protected ScriptRuns(ServiceUnderTest service) => (_service, _results) = (service, new(PlayAll));

    public static IReadOnlyList<Script> Scripts { get; } =
    [
        .. ActivityScripts.All, .. LocalActivityScripts.All, .. WaitingScripts.All, .. ChildScripts.All,
        .. MessageScripts.All, .. EndingScripts.All,
    ];

    public static TheoryData<string> Names => [.. Scripts.Select(script => script.Name)];

    /// <summary>Returns what the script left. Skips the test when the service is missing.</summary>
    public Task<ScriptResult> OfAsync(string script)
    {
        Assert.SkipWhen(_service.WhyMissing != null, _service.WhyMissing ?? string.Empty);
        return _results.Value[script].WaitAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask InitializeAsync() => _service.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _stop.CancelAsync();
        await _worker.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _service.DisposeAsync();
        _stop.Dispose();
        _together.Dispose();
    }

    private Dictionary<string, Task<ScriptResult>> PlayAll()
    {
        var queue = $"scripts-{Guid.NewGuid():N}";
        var options = new TemporalWorkerOptions(queue)
        {
            // A sticky task that waits this long on a busy machine would stand in the history.
            StickyQueueScheduleToStartTimeout = TimeSpan.FromMinutes(2),
            MaxHeartbeatThrottleInterval = TimeSpan.FromMilliseconds(100),
            DefaultHeartbeatThrottleInterval = TimeSpan.FromMilliseconds(100),
        };
        options.AddWorkflow(
            WorkflowDefinition.Create(typeof(ScriptedWorkflow), null, _ => new ScriptedWorkflow(_bench)));
        options.AddAllActivities(new ScriptActivities(_bench));
        _worker = Task.Run(async () =>
        {
            using var worker = new TemporalWorker(_service.Client, options);
            await worker.ExecuteAsync(_stop.Token);
        });
        return Scripts.ToDictionary(script => script.Name, script => BoundedAsync(script, queue));
    }

    // At most so many at a time, and each for so long: a script that hangs fails alone, and says so.
    private async Task<ScriptResult> BoundedAsync(Script script, string queue)
    {
        await _together.WaitAsync(_stop.Token);
        try
        {
            for (var play = 1; ; play++)
            {
                var result = await BoundedAsync(script, queue, $"script-{Guid.NewGuid():N}-{script.Name}");
                if (play == MostPlays || !HasLostTask(script, result))
                    return result;
            }
        }
        finally
        {
            _together.Release();
        }
    }

    private async Task<ScriptResult> BoundedAsync(Script script, string queue, string id)
    {
        try
        {
            return await PlayAsync(script, queue, id).WaitAsync(Longest);
        }
        catch (TimeoutException)
        {
            var seen = await _service.Client.GetWorkflowHandle(id).FetchHistoryAsync();
            throw new TimeoutException(
                $"'{script.Name}' has not ended: {string.Join(' ', seen.Events.Select(found => found.EventType))}");
        }
    }

    // A service on a busy machine may give a task to nobody, which shows when its time is over. That no worker answered
    // says nothing about the script.
    private static bool HasLostTask(Script script, ScriptResult result) => result.Histories
        .SelectMany(history => history.Events)
        .Any(found => found.EventType == EventType.WorkflowTaskTimedOut
            || (!script.Outcome.Contains("timeout", StringComparison.Ordinal)
                && (found.EventType == EventType.ActivityTaskTimedOut
                    || found.ActivityTaskStartedEventAttributes?.LastFailure?.TimeoutFailureInfo != null)));

    private async Task<ScriptResult> PlayAsync(Script script, string queue, string id)
    {
        var options = new WorkflowOptions(id, queue)
        {
            TaskTimeout = TimeSpan.FromSeconds(20),
            Rpc = ScriptPlay.Patience,
        };
        script.Start(options);
        var handle = await _service.Client.StartWorkflowAsync(
            (ScriptedWorkflow wf) => wf.RunAsync(script.Steps), options);
        var play = new ScriptPlay(_service.Client, _bench, queue, handle);
        await script.Drive(play);
        var outcome = await play.OutcomeAsync(string.Empty);
        return new(outcome, await RunTree.ReadAsync(handle));
    }
}

public sealed class ScriptRunsOnEmbedded() : ScriptRuns(new EmbeddedService());

public sealed class ScriptRunsOnEmbeddedOverSocket() : ScriptRuns(new EmbeddedServiceOverSocket());

public sealed class ScriptRunsOnReal() : ScriptRuns(new RealService());
