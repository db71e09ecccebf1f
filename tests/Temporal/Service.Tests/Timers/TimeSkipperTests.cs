using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Engine;
using Temporalio.Service.Tests.Frontend;
using Temporalio.Service.Timers;

namespace Temporalio.Service.Tests.Timers;

public sealed class TimeSkipperTests
{
    [Fact]
    public async Task While_AnActivityRuns_LooksAndDoesNotJumpUntilItHasEnded()
    {
        // Arrange: a timer of an hour, and an activity that a worker holds
        var clock = new SkippingClock();
        await using var service = await TestService.StartAsync(
            new TemporalServiceOptions { TimeProvider = clock, CallTimeProvider = TimeProvider.System });
        await service.StartAsync("w");
        await service.CompleteAsync(await service.PollWorkflowAsync(), request => request.Commands.Add(
            [Commands.Timer("t", TimeSpan.FromHours(1)), Commands.Activity("a")]));
        var activity = await service.PollActivityAsync();
        var begun = clock.GetUtcNow();
        var (looks, looked) = (0, new TaskCompletionSource<int>());
        var skipper = new TimeSkipper(clock, Look);

        // Act
        await skipper.WhileAsync(looked.Task);
        var held = clock.GetUtcNow() - begun;
        await service.CompleteAsync(activity, "done");
        await service.CompleteAsync(await service.PollWorkflowAsync(), _ => { });
        var fired = service.PollWorkflowAsync();
        await skipper.WhileAsync(fired);

        // Assert
        Assert.InRange(held, TimeSpan.Zero, TimeSpan.FromMinutes(30));
        Assert.InRange(clock.GetUtcNow() - begun, TimeSpan.FromMinutes(50), TimeSpan.FromHours(1.5));
        Assert.False((await fired).TaskToken.IsEmpty);

        ServiceRest Look()
        {
            if (++looks == 20) looked.TrySetResult(looks);
            return service.Service.Rest();
        }
    }
}
