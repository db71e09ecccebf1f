using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Tests.Services;
using Temporalio.Worker;

namespace Temporalio.Tests.Scenarios;

public sealed class SizeScenariosOnRealService(RealService service)
    : SizeScenarios(service), IClassFixture<RealService>;

public sealed class SizeScenariosOnEmbeddedService(EmbeddedService service)
    : SizeScenarios(service), IClassFixture<EmbeddedService>;

public sealed class SizeScenariosOnEmbeddedServiceOverSocket(EmbeddedServiceOverSocket service)
    : SizeScenarios(service), IClassFixture<EmbeddedServiceOverSocket>;

/// <summary>What is too large, and whether the service is there at all.</summary>
public abstract class SizeScenarios(ServiceUnderTest service) : Scenario(service)
{
    [Fact]
    public async Task CheckHealth_ServiceThatIsThere_IsTrue()
    {
        // Act and assert
        Assert.True(await Client.Connection.CheckHealthAsync());
        Assert.True(await Client.Connection.CheckHealthAsync(Client.WorkflowService, Patience));
    }

    [Theory]
    [InlineData(2_500_000)] // above the namespace's limit, below a message's
    [InlineData(5_000_000)] // above a message's
    public async Task Activity_ResultTooLarge_FailsAtOnceWithTheCode(int length)
    {
        // Arrange
        var options = NewWorker().AddWorkflow<CallActivityWorkflow>()
            .AddActivity(ActivityDefinition.CreateWithoutAttribute(
                "Fill", ((Func<string, string>)Fill).Method, args => Fill((string)args[0]!)));

        // Act
        var failed = await WithWorkerAsync(options, () => Assert.ThrowsAsync<WorkflowFailedException>(() =>
            Client.ExecuteWorkflowAsync(
                (CallActivityWorkflow wf) => wf.RunAsync("Fill", $"{length}", new(60, 0, 0, default)), NewWorkflow())));

        // Assert
        var failure = Assert.IsType<ApplicationFailureException>(failed.InnerException!.InnerException);
        Assert.StartsWith("[TMPRL1103]", failure.Message, StringComparison.Ordinal);
        Assert.Equal("PayloadsTooLarge", failure.ErrorType);
    }

    [Theory]
    [InlineData(2_500_000, WorkflowTaskFailedCause.PayloadsTooLarge)]
    [InlineData(5_000_000, WorkflowTaskFailedCause.PayloadsTooLarge)]
    public async Task Workflow_ResultTooLarge_FailsItsTaskAndNotTheWorkflow(int length, WorkflowTaskFailedCause expected)
    {
        // Arrange
        var options = NewWorker().AddWorkflow<FillWorkflow>();

        // Act
        var (cause, status) = await WithWorkerAsync(options, async () =>
        {
            var handle = await Client.StartWorkflowAsync((FillWorkflow wf) => wf.RunAsync(length), NewWorkflow());
            await foreach (var one in handle.FetchHistoryEventsAsync(new() { WaitNewEvent = true, Rpc = Patience }))
            {
                if (one.WorkflowTaskFailedEventAttributes is { } failed)
                {
                    var description = await handle.DescribeAsync();
                    await handle.TerminateAsync();
                    return (failed.Cause, description.Status);
                }
            }

            return default;
        });

        // Assert
        Assert.Equal((expected, WorkflowExecutionStatus.Running), (cause, status));
    }

    [Fact]
    public async Task Start_ArgumentLargerThanAnyMessage_IsRefusedAtOnce()
    {
        // Act
        var refused = await Assert.ThrowsAsync<RpcException>(() =>
            Client.StartWorkflowAsync("Any", [Fill("5000000")], NewWorkflow()));

        // Assert
        Assert.Equal(RpcException.StatusCode.ResourceExhausted, refused.Code);
        Assert.Contains("larger than max", refused.Message, StringComparison.Ordinal);
    }

    private static string Fill(string length) => new('x', int.Parse(length, System.Globalization.CultureInfo.InvariantCulture));
}
