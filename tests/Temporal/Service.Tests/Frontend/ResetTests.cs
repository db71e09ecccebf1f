using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Tests.Store;

namespace Temporalio.Service.Tests.Frontend;

public sealed class ResetTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Describe_RunWasReset_TellsTheRunThatFollowedAlsoAfterARestart(bool wasClosed)
    {
        // Arrange
        using var directory = new TestDirectory();
        var options = new TemporalServiceOptions { StateDirectory = directory.Path };
        string first, followed;
        await using (var service = await TestService.StartAsync(options))
        {
            first = await service.StartAsync("w");
            var task = await service.PollWorkflowAsync();
            await service.CompleteAsync(task, request => request.Commands.Add(
                wasClosed ? Commands.Complete("x") : Commands.Timer("t", TimeSpan.FromHours(1))));

            // Act
            followed = (await service.CallAsync<ResetWorkflowExecutionResponse>(
                "ResetWorkflowExecution", new ResetWorkflowExecutionRequest
                {
                    Namespace = "default", RequestId = "r", WorkflowTaskFinishEventId = 4,
                    WorkflowExecution = new WorkflowExecution { WorkflowId = "w", RunId = first },
                })).RunId;
            Assert.Equal(followed, await ResetRunAsync(service, first));
        }

        await using var after = await TestService.StartAsync(options);

        // Assert
        Assert.Equal(followed, await ResetRunAsync(after, first));
        Assert.Empty(await ResetRunAsync(after, followed));
    }

    private static async Task<string> ResetRunAsync(TestService service, string runId) =>
        (await service.CallAsync<DescribeWorkflowExecutionResponse>(
            "DescribeWorkflowExecution", new DescribeWorkflowExecutionRequest
            {
                Namespace = "default", Execution = new WorkflowExecution { WorkflowId = "w", RunId = runId },
            })).WorkflowExtendedInfo.ResetRunId;
}
