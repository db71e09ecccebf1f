using Temporalio.Workflows;

namespace Bench.Service;

/// <summary>A workflow that waits for a day.</summary>
[Workflow]
public sealed class DayLongTimer
{
    /// <summary>Whether the timer runs.</summary>
    [WorkflowQuery]
    public bool Waits { get; private set; }

    /// <summary>Waits.</summary>
    [WorkflowRun]
    public async Task RunAsync()
    {
        Waits = true;
        await Workflow.DelayAsync(TimeSpan.FromDays(1));
    }
}
