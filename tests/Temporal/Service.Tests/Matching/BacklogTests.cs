using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Tests.Frontend;

namespace Temporalio.Service.Tests.Matching;

/// <summary>The order in which waiting tasks leave their queue.</summary>
public sealed class BacklogTests
{
    [Fact]
    public async Task Poll_WorkflowTasksOfDifferentPriority_LeaveByPriorityThenByArrival()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        (string Id, int Key)[] started =
            [("none", 0), ("five", 5), ("one", 1), ("three", 3), ("one-later", 1), ("beyond", 99), ("two", 2)];
        foreach (var (id, key) in started)
            await service.StartAsync(id, request => request.Priority = new Priority { PriorityKey = key });

        // Act
        var order = new List<string>();
        for (var i = 0; i < started.Length; i++)
            order.Add((await service.PollWorkflowAsync()).WorkflowExecution.WorkflowId);

        // Assert
        Assert.Equal(["one", "one-later", "two", "none", "three", "five", "beyond"], order);
    }

    [Fact]
    public async Task Poll_ActivitiesOfDifferentPriority_LeaveByTheirsOrThatOfTheirRun()
    {
        // Arrange
        await using var service = await TestService.StartAsync();
        await service.StartAsync("w", request => request.Priority = new Priority { PriorityKey = 4, FairnessKey = "f" });
        var task = await service.PollWorkflowAsync();
        await service.CompleteAsync(task, request =>
        {
            foreach (var (id, key) in new[] { ("inherits", 0), ("five", 5), ("one", 1) })
            {
                var command = Commands.Activity(id);
                command.ScheduleActivityTaskCommandAttributes.Priority = new Priority { PriorityKey = key };
                request.Commands.Add(command);
            }
        });

        // Act
        var polled = new List<PollActivityTaskQueueResponse>();
        for (var i = 0; i < 3; i++) polled.Add(await service.PollActivityAsync());

        // Assert
        Assert.Equal(["one", "inherits", "five"], polled.Select(one => one.ActivityId));
        Assert.Equal([1, 4, 5], polled.Select(one => one.Priority.PriorityKey));
        Assert.All(polled, one => Assert.Equal("f", one.Priority.FairnessKey));
    }
}
