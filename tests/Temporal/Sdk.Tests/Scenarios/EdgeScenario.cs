using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Client;
using Temporalio.Tests.Services;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Scenarios;

/// <summary>Base of scenarios whose workflow code stands in the test.</summary>
public abstract class EdgeScenario(ServiceUnderTest service) : Scenario(service)
{
    protected TemporalWorkerOptions NewWorker(EdgeCode code)
    {
        var options = NewWorker().AddWorkflow(
            WorkflowDefinition.Create(typeof(EdgeWorkflow), null, _ => new EdgeWorkflow(code)));
        options.StickyQueueScheduleToStartTimeout = TimeSpan.FromSeconds(1);
        return options;
    }

    protected Task<WorkflowHandle<EdgeWorkflow, string>> StartEdgeAsync() =>
        Client.StartWorkflowAsync((EdgeWorkflow wf) => wf.RunAsync(), NewWorkflow());

    /// <summary>Runs the code to its end, and returns the result and the history.</summary>
    protected Task<(string Result, IReadOnlyCollection<HistoryEvent> Events)> RunEdgeAsync(
        Func<EdgeWorkflow, Task<string>> code, Action<TemporalWorkerOptions>? configure = null)
    {
        var options = NewWorker(new EdgeCode { Run = code });
        configure?.Invoke(options);
        return WithWorkerAsync(options, async () =>
        {
            var handle = await StartEdgeAsync();
            var result = await handle.GetResultAsync(rpcOptions: Patience);
            return (result, (await handle.FetchHistoryAsync(new() { Rpc = Patience })).Events);
        });
    }

    /// <summary>Waits for a workflow task that fails, and returns why.</summary>
    protected static async Task<WorkflowTaskFailedEventAttributes> FailedTaskAsync(WorkflowHandle handle)
    {
        await foreach (var found in handle.FetchHistoryEventsAsync(new() { WaitNewEvent = true, Rpc = Patience }))
        {
            if (found.EventType == EventType.WorkflowTaskFailed)
                return found.WorkflowTaskFailedEventAttributes;
        }

        throw new InvalidOperationException("The workflow ended without a failed task.");
    }
}
