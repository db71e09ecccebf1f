using Temporalio.Workflows;

namespace Temporalio.Tests.Workflows;

/// <summary>Does what workflow code must not do.</summary>
[Workflow("Leaving")]
public class LeavingWorkflow
{
    [WorkflowRun]
    public async Task RunAsync(string how)
    {
        switch (how)
        {
            case "delay":
                await Task.Delay(TimeSpan.FromDays(1));
                break;
            case "run":
                await Task.Run(() => { });
                break;
            case "log":
                Microsoft.Extensions.Logging.LoggerExtensions.LogInformation(Workflow.Logger, "here");
                break;
            default:
                Workflow.Unsafe.WithTracingEventListenerDisabled(() => { _ = Task.Run(() => { }); });
                break;
        }
    }
}
