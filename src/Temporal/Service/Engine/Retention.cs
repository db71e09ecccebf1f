using Microsoft.Extensions.Logging;
using Temporalio.Service.Namespaces;
using Temporalio.Service.Store;
using Temporalio.Service.Timers;

namespace Temporalio.Service.Engine;

/// <summary>Deletes closed runs once their namespace's time is over. Looks every hour, and does nothing in
/// between.</summary>
internal sealed class Retention(
    RunEngine engine, NamespaceRegistry namespaces, IStore store, TimerHeap timers, ILogger log) : TimerEntry
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>Called for each namespace with the time before which nothing is kept; null for nobody.</summary>
    public Func<string, DateTimeOffset, Task>? WhenSwept { get; set; }

    /// <summary>Looks for the first time an hour from now, so that a start costs nothing.</summary>
    public void Start() => timers.Set(this, engine.Time.GetUtcNow() + Every);

    /// <inheritdoc/>
    internal override async void OnDue(DateTimeOffset now)
    {
        try
        {
            foreach (var space in namespaces.All)
            {
                if (WhenSwept is { } sweep) await sweep(space.Name, now - space.Retention).ConfigureAwait(false);
                foreach (var row in store.ClosedBefore(space.Name, now - space.Retention))
                {
                    var execution = new Api.Common.V1.WorkflowExecution { WorkflowId = row.WorkflowId,
                        RunId = row.RunId };
                    var run = await engine.Runs.FindAsync(space, execution).ConfigureAwait(false);
                    await engine.DeleteAsync(run).ConfigureAwait(false);
                }
            }
        }
        catch (Exception fault)
        {
            log.LogWarning(
                fault, "Closed runs past their retention could not all be deleted; the next try is in {Every}", Every);
        }

        Start();
    }
}
