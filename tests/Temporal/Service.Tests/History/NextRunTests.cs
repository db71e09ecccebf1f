using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Tests.History;

public sealed class NextRunTests
{
    [Fact]
    public void ContinueAsNew_NextRun_KeepsTheChainAndTheExecutionTimeout()
    {
        // Arrange
        var scenario = new Scenario(start =>
        {
            start.WorkflowExecutionTimeout = Commands.Seconds(90);
            start.RetryPolicy = new RetryPolicy { MaximumAttempts = 2 };
        });

        // Act
        scenario.Pass(30).StartTask();
        var transition = scenario.Complete(new Command
        {
            CommandType = CommandType.ContinueAsNewWorkflowExecution,
            ContinueAsNewWorkflowExecutionCommandAttributes = new ContinueAsNewWorkflowExecutionCommandAttributes
            {
                Input = Scenario.Text("next"),
            },
        });

        // Assert
        var next = Next(transition);
        var start = next.Start;
        Assert.Equal(next.Key.RunId, scenario.Last.WorkflowExecutionContinuedAsNewEventAttributes.NewExecutionRunId);
        Assert.Equal("run-0", start.FirstExecutionRunId);
        Assert.Equal("run-0", start.ContinuedExecutionRunId);
        Assert.Equal(next.Key.RunId, start.OriginalExecutionRunId);
        Assert.Equal(ContinueAsNewInitiator.Workflow, start.Initiator);
        Assert.Equal(Scenario.Noon.AddSeconds(90), start.WorkflowExecutionExpirationTime.Time());
        Assert.Null(start.RetryPolicy); // the command had none
        Assert.Equal(string.Empty, start.Identity);
        Assert.NotNull(next.Task);
    }

    [Fact]
    public void Fail_RetryPolicy_StartsTheNextAttemptAfterTheWait()
    {
        // Arrange
        var scenario = new Scenario(start => start.RetryPolicy = new RetryPolicy { InitialInterval = Commands.Seconds(0.2) });

        // Act
        var transition = scenario.StartTask().Complete(Commands.Fail("no"));

        // Assert
        var next = Next(transition);
        Assert.Equal(RetryState.InProgress, scenario.Last.WorkflowExecutionFailedEventAttributes.RetryState);
        Assert.Equal((2, "no"), (next.Start.Attempt, next.Start.ContinuedFailure.Message));
        Assert.Null(next.Task);
        Assert.Equal(Scenario.Noon.AddSeconds(0.2), next.NextDeadline);
    }

    [Fact]
    public void Complete_CronSchedule_HandsTheResultToTheNextRun()
    {
        // Arrange
        var scenario = new Scenario(start => start.CronSchedule = "*/5 * * * *");
        scenario.Pass(300).Tick();

        // Act
        scenario.Pass(60).StartTask();
        var transition = scenario.Complete(Commands.Finish("res"));

        // Assert: started at 12:00, run at 12:05, closed at 12:06, next at 12:10
        var next = Next(transition);
        Assert.Equal(Scenario.Noon.AddMinutes(10), next.ExecutionTime);
        Assert.Equal(Scenario.Text("res"), next.Start.LastCompletionResult);
        Assert.Equal(ContinueAsNewInitiator.CronSchedule, next.Start.Initiator);
    }

    [Fact]
    public void Tick_RunTimeoutWithRetryPolicy_StartsTheNextAttempt()
    {
        // Arrange
        var scenario = new Scenario(start =>
        {
            start.WorkflowRunTimeout = Commands.Seconds(30);
            start.RetryPolicy = new RetryPolicy();
        });

        // Act
        scenario.Pass(29.999).Tick();
        var early = scenario.State.Status;
        var transition = scenario.Pass(0.001).Tick();

        // Assert
        Assert.Equal(WorkflowExecutionStatus.Running, early);
        Assert.Equal(WorkflowExecutionStatus.TimedOut, scenario.State.Status);
        Assert.Equal(2, Next(transition).Start.Attempt);
    }

    [Fact]
    public void Tick_ExecutionTimeout_EndsTheChain()
    {
        // Arrange
        var scenario = new Scenario(start =>
        {
            start.WorkflowExecutionTimeout = Commands.Seconds(30);
            start.RetryPolicy = new RetryPolicy();
        });
        scenario.StartTask();

        // Act
        var transition = scenario.Pass(30).Tick();

        // Assert: the running task fails first
        Assert.Equal(
            [EventType.WorkflowTaskTimedOut, EventType.WorkflowExecutionTimedOut],
            scenario.Types.Skip(3));
        Assert.Equal(RetryState.Timeout, scenario.Last.WorkflowExecutionTimedOutEventAttributes.RetryState);
        Assert.DoesNotContain(transition.Effects, effect => effect is Effect.StartNextRun);
    }

    private static RunState Next(Transition transition) =>
        transition.Effects.OfType<Effect.StartNextRun>().Single().First.State;
}
