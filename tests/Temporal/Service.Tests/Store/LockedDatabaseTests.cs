using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Store;
using Temporalio.Service.Tests.Frontend;

namespace Temporalio.Service.Tests.Store;

/// <summary>Another connection holds the database's lock for a while: a backup, or a look at it by hand.</summary>
public sealed class LockedDatabaseTests
{
    [Fact]
    public async Task Commit_DatabaseIsLockedForAMoment_WaitsAndIsAcknowledged()
    {
        // Arrange
        using var directory = new TestDirectory();
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var locked = false;
        await using var service = await TestService.StartAsync(new TemporalServiceOptions
        {
            StateDirectory = directory.Path,
            OnCrashPoint = point =>
            {
                if (Volatile.Read(ref locked) && point == CrashPoint.BatchTaken) taken.TrySetResult();
            },
        });
        using var other = SqliteDatabase.Open(directory.File("temporal.db"));
        other.Execute("begin immediate");
        Volatile.Write(ref locked, true);

        // Act
        var start = service.StartAsync("w");
        await taken.Task;
        other.Execute("rollback");
        await start;

        // Assert
        var found = await service.CallAsync<DescribeWorkflowExecutionResponse>(
            "DescribeWorkflowExecution", new DescribeWorkflowExecutionRequest
            {
                Namespace = "default", Execution = new WorkflowExecution { WorkflowId = "w" },
            });
        Assert.Equal("w", found.WorkflowExecutionInfo.Execution.WorkflowId);
        Assert.False(service.Service.Failed.IsCompleted);
    }
}
