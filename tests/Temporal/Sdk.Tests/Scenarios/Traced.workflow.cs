using Temporalio.Activities;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Scenarios;

[Workflow("Traced")]
public sealed class TracedWorkflow
{
    private bool _done;

    [WorkflowQuery]
    public bool Done => _done;

    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        var echo = await Workflow.ExecuteActivityAsync(
            () => TracedActivities.EchoAsync("text"), new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) });
        await Workflow.WaitConditionAsync(() => _done);
        return echo;
    }

    [WorkflowSignal]
    public async Task FinishAsync()
    {
        _done = true;
        await Task.CompletedTask;
    }

    [WorkflowUpdate]
    public Task<string> AskAsync(string question) => Task.FromResult(question + "!");

    [WorkflowUpdateValidator(nameof(AskAsync))]
    public void ValidateAsk(string question)
    {
        if (question.Length == 0)
        {
            throw new ApplicationFailureException("no question");
        }
    }
}

public static class TracedActivities
{
    [Activity]
    public static Task<string> EchoAsync(string text) => Task.FromResult(
        $"{text} for {OpenTelemetry.Baggage.GetBaggage("tenant") ?? "nobody"}");
}
