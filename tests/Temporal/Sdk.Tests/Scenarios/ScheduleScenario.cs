using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Client.Schedules;
using Temporalio.Tests.Services;

namespace Temporalio.Tests.Scenarios;

/// <summary>What scenarios of schedules share. Each schedule is deleted at the end of its test.</summary>
public abstract class ScheduleScenario(ServiceUnderTest service) : Scenario(service), IAsyncLifetime
{
    private readonly List<ScheduleHandle> _made = [];

    /// <summary>A time of long ago, for backfills.</summary>
    protected static DateTime Noon { get; } = new(2020, 1, 2, 12, 0, 0, DateTimeKind.Utc);

    protected static ScheduleSpec Hourly => new() { Intervals = [new(TimeSpan.FromHours(1))] };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var handle in _made)
        {
            try
            {
                await handle.DeleteAsync();
            }
            catch (Exceptions.RpcException gone) when (gone.Code == Exceptions.RpcException.StatusCode.NotFound)
            {
                // The test deleted it.
            }
        }
    }

    /// <summary>Starts a workflow that no worker takes, at times when nobody looks: in the year 2100.</summary>
    protected Schedule NewSchedule(ScheduleOverlapPolicy overlap = ScheduleOverlapPolicy.Skip) =>
        new(
            ScheduleActionStartWorkflow.Create(
                (GreetingWorkflow wf) => wf.RunAsync("you"), new(Unique, Unique)),
            Hourly)
        {
            Policy = new() { Overlap = overlap },
            State = new() { Paused = true },
        };

    protected async Task<ScheduleHandle> CreateAsync(Schedule schedule, ScheduleOptions? options = null)
    {
        var handle = await Client.CreateScheduleAsync(Unique, schedule, options);
        _made.Add(handle);
        return handle;
    }

    /// <summary>Asks until the schedule is as wanted: it acts after the call that asked for it has ended.</summary>
    protected static async Task<ScheduleDescription> UntilAsync(
        ScheduleHandle handle, Func<ScheduleDescription, bool> holds)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        bound.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            var description = await handle.DescribeAsync(new() { CancellationToken = bound.Token });
            if (holds(description))
            {
                return description;
            }

            bound.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Takes the actions of some hours from noon of a day long ago.</summary>
    protected static Task BackfillAsync(
        ScheduleHandle handle,
        int fromHour,
        int toHour,
        ScheduleOverlapPolicy overlap = ScheduleOverlapPolicy.Unspecified) =>
        handle.BackfillAsync([new(Noon.AddHours(fromHour), Noon.AddHours(toHour), overlap)]);

    protected string IdAt(int hour) => $"{Unique}-{Noon.AddHours(hour):yyyy-MM-ddTHH:mm:ssZ}";

    protected static IEnumerable<string> StartedIds(ScheduleDescription description) => description.Info.RecentActions
        .Select(action => Assert.IsType<ScheduleActionExecutionStartWorkflow>(action.Action).WorkflowId);

    protected Task EndAsync(string workflowId) => Client.GetWorkflowHandle(workflowId).TerminateAsync("test is over");
}
