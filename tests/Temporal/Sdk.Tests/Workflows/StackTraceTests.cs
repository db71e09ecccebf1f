using Temporalio.Api.Sdk.V1;
using Temporalio.Worker;
using Temporalio.Workflows.Tasks;

namespace Temporalio.Tests.Workflows;

public class StackTraceTests
{
    [Fact]
    public async Task Query_StackTrace_ShowsWhereTheWorkflowWaits()
    {
        // Arrange
        using var driver = new WorkflowDriver(
            WorkflowDriver.With(typeof(DeskWorkflow)) with { StackTrace = WorkflowStackTrace.Normal }).Start("Desk");

        // Act
        var task = await driver.TaskAsync("__stack_trace", "__enhanced_stack_trace");

        // Assert
        var text = WorkflowOutcomes.Value<string>(task.QueryResults["__stack_trace"].Answer);
        Assert.StartsWith("Task waiting at:\n   at Temporalio.Workflows.Workflow.", text, StringComparison.Ordinal);
        Assert.Contains("DeskWorkflow", text, StringComparison.Ordinal);
        Assert.DoesNotContain("WorkflowInstance", text, StringComparison.Ordinal);
        Assert.DoesNotContain("System.Threading", text, StringComparison.Ordinal);
        var enhanced = EnhancedStackTrace.Parser.ParseJson(
            task.QueryResults["__enhanced_stack_trace"].Answer.Payloads_.Single().Data.ToStringUtf8());
        Assert.Equal("temporal-dotnet-managed", enhanced.Sdk.Name);
        Assert.NotEmpty(enhanced.Stacks.Single().Locations);
    }

    [Fact]
    public async Task Query_StackTraceSwitchedOff_SaysHowToSwitchItOn()
    {
        // Arrange
        using var driver = WorkflowDriver.Of<DeskWorkflow>().Start("Desk");
        await driver.TaskAsync();

        // Act
        var answer = Assert.IsType<WorkflowTaskOutcome.QueryAnswered>(await driver.QueryAsync("__stack_trace"));

        // Assert
        Assert.Contains("TemporalWorkerOptions.WorkflowStackTrace", answer.Request.ErrorMessage, StringComparison.Ordinal);
    }
}
