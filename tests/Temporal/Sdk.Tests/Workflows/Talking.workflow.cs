using Microsoft.Extensions.Logging;
using Temporalio.Workflows;

namespace Temporalio.Tests.Workflows;

[Workflow("Talking")]
public class TalkingWorkflow
{
    [WorkflowRun]
    public async Task RunAsync()
    {
        Workflow.Logger.LogInformation("before");
        await Workflow.DelayAsync(10);
        Workflow.Logger.LogInformation("after");
    }
}
