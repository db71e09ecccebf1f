using Temporalio.Api.Enums.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Workflows.Tasks;

namespace Temporalio.Tests.Workflows;

public class HandlerTests
{
    [Fact]
    public async Task Signal_BeforeItsHandlerIsSet_WaitsForIt()
    {
        // Arrange
        using var driver = WorkflowDriver.Of<LateHandlersWorkflow>().Start("Late");
        await driver.TaskAsync();
        driver.Signal("a", 1, 2);
        driver.Signal("b", 3);
        driver.Signal("c");
        await driver.TaskAsync();

        // Act
        driver.FireTimer("1");
        var done = await driver.TaskAsync();

        // Assert
        Assert.Equal("b3 *a2 *c0", done.Result<string>());
    }

    [Fact]
    public async Task Signal_WithArgumentsThatDoNotFit_IsDropped()
    {
        // Arrange
        using var driver = WorkflowDriver.Of<LateHandlersWorkflow>().Start("Late");
        driver.Signal("b", "not a number");
        await driver.TaskAsync();

        // Act
        driver.FireTimer("1");
        var done = await driver.TaskAsync();

        // Assert
        Assert.Equal(string.Empty, done.Result<string>());
    }

    [Fact]
    public async Task Update_Accepted_CompletesInALaterTask()
    {
        // Arrange
        using var driver = WorkflowDriver.Of<DeskWorkflow>().Start("Desk");
        await driver.TaskAsync();

        // Act
        driver.Update("u1", "Add", 5);
        var accepted = await driver.TaskAsync();
        driver.CompleteActivity("1", 5);
        var completed = await driver.TaskAsync();

        // Assert
        Assert.Equal([CommandType.ProtocolMessage, CommandType.ScheduleActivityTask], accepted.Types());
        Assert.Equal("u1/request", accepted.Messages.Single().Body.Unpack<Acceptance>().AcceptedRequestMessageId);
        Assert.Equal([CommandType.ProtocolMessage], completed.Types());
        Assert.Equal(
            5, WorkflowOutcomes.Value<int>(completed.Messages.Single().Body.Unpack<Response>().Outcome.Success));
    }

    [Theory]
    [InlineData("Add", -1, "-1 is negative")]
    [InlineData("Sub", 1, "Update handler for Sub expected but not found, known updates: [Add]")]
    public async Task Update_Rejected_LeavesNoCommand(string name, int value, string message)
    {
        // Arrange
        using var driver = WorkflowDriver.Of<DeskWorkflow>().Start("Desk");
        await driver.TaskAsync();

        // Act
        driver.Update("u1", name, value);
        var rejected = await driver.TaskAsync();

        // Assert
        Assert.Empty(rejected.Commands);
        Assert.Equal(message, rejected.Messages.Single().Body.Unpack<Rejection>().Failure.Message);
    }

    [Fact]
    public async Task Update_WhenReplayed_IsNotValidatedAgainAndAnswersOnlyWhatIsNew()
    {
        // Arrange
        using var driver = WorkflowDriver.Of<DeskWorkflow>().Start("Desk");
        await driver.TaskAsync();
        driver.Update("u1", "Add", 5);
        await driver.TaskAsync();

        // Act
        driver.Forget();
        driver.CompleteActivity("1", 5);
        var completed = await driver.TaskAsync();

        // Assert
        Assert.Equal(1, driver.PagesRead);
        Assert.Equal("u1/complete", completed.Messages.Single().Id);
    }

    [Fact]
    public async Task Query_OnACachedRun_IsAnsweredWithoutHistory()
    {
        // Arrange
        using var driver = WorkflowDriver.Of<DeskWorkflow>().Start("Desk");
        await driver.TaskAsync();

        // Act
        var sum = await driver.QueryAsync("SumPlus", 4);
        var unknown = await driver.QueryAsync("Nothing");
        var naughty = await driver.QueryAsync("Naughty");

        // Assert
        Assert.Equal(
            4, WorkflowOutcomes.Value<int>(Assert.IsType<WorkflowTaskOutcome.QueryAnswered>(sum).Request.QueryResult));
        var refused = Assert.IsType<WorkflowTaskOutcome.QueryAnswered>(unknown).Request;
        Assert.Equal(QueryResultType.Failed, refused.CompletedType);
        Assert.StartsWith(
            "Query handler for Nothing expected but not found", refused.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("must not", Assert.IsType<WorkflowTaskOutcome.QueryAnswered>(naughty).Request.ErrorMessage,
            StringComparison.Ordinal);
        Assert.Equal(0, driver.PagesRead);
    }

    [Fact]
    public async Task Query_WithATask_SeesItsEffects()
    {
        // Arrange
        using var driver = WorkflowDriver.Of<DeskWorkflow>().Start("Desk");

        // Act
        var task = await driver.TaskAsync("Sum", "__temporal_workflow_metadata");

        // Assert
        Assert.Equal(0, WorkflowOutcomes.Value<int>(task.QueryResults["Sum"].Answer));
        var metadata = WorkflowMetadata.Parser.ParseJson(
            task.QueryResults["__temporal_workflow_metadata"].Answer.Payloads_.Single().Data.ToStringUtf8());
        Assert.Equal("open", metadata.CurrentDetails);
        Assert.Contains(
            metadata.Definition.SignalDefinitions, signal => signal is { Name: "Close", Description: "Ends it." });
        Assert.Contains(metadata.Definition.UpdateDefinitions, update => update.Name == "Add");
    }

    [Fact]
    public async Task Complete_WithAHandlerLeft_Warns()
    {
        // Arrange
        using var log = new ListLoggerFactory();
        using var driver =
            new WorkflowDriver(WorkflowDriver.With(typeof(DeskWorkflow)) with { LoggerFactory = log }).Start("Desk");
        driver.Signal("Hang");
        driver.Signal("Close");

        // Act
        var done = await driver.TaskAsync();

        // Assert
        Assert.Equal([CommandType.CompleteWorkflowExecution], done.Types());
        Assert.Contains(log.Lines, line =>
            line.Contains("TMPRL1102", StringComparison.Ordinal) && line.Contains("Hang", StringComparison.Ordinal));
    }
}
