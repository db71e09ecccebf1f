using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TestService.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Service.Tests.Frontend;

/// <summary>Time that skips on command, in each service by itself.</summary>
public sealed class TimeSkippingTests
{
    private const string Service = "temporal.api.testservice.v1.TestService";

    [Fact]
    public async Task Unlock_WorkflowWaitsForWeeks_EndsAtOnceInEachOfManyServices() => await Parallel.ForAsync(
        1, 17, TestContext.Current.CancellationToken, async (weeks, _) =>
        {
            // Arrange
            await using var service = await StartAsync();
            var begin = await NowAsync(service);
            await service.StartAsync("w");
            await service.CompleteAsync(await service.PollWorkflowAsync(), request => request.Commands.Add(
                Commands.Timer("t", TimeSpan.FromDays(7 * weeks))));
            var worker = service.PollWorkflowAsync();

            // Act
            await service.CallAsync<UnlockTimeSkippingResponse>(
                "UnlockTimeSkipping", new UnlockTimeSkippingRequest(), service: Service);
            await service.CompleteAsync(await worker, request => request.Commands.Add(Commands.Complete("done")));
            await service.CallAsync<LockTimeSkippingResponse>(
                "LockTimeSkipping", new LockTimeSkippingRequest(), service: Service);

            // Assert
            Assert.Equal("WorkflowExecutionCompleted", (await service.HistoryAsync("w"))[^1]);
            var passed = await NowAsync(service) - begin;
            Assert.InRange(passed, TimeSpan.FromDays(7 * weeks), TimeSpan.FromDays((7 * weeks) + 1));
        });

    [Fact]
    public async Task UnlockWithSleep_Idle_PassesTheTimeAndLocksAgain()
    {
        // Arrange
        await using var service = await StartAsync();
        var begin = await NowAsync(service);

        // Act
        await service.CallAsync<SleepResponse>(
            "UnlockTimeSkippingWithSleep", new SleepRequest { Duration = Duration.FromTimeSpan(TimeSpan.FromDays(365)) },
            service: Service);
        var after = await NowAsync(service);
        var sleeps = service.CallAsync<SleepResponse>(
            "SleepUntil", new SleepUntilRequest { Timestamp = (after + TimeSpan.FromDays(1)).ToTimestamp() },
            service: Service);
        var refusal = await Record.ExceptionAsync(() => service.CallAsync<SleepResponse>(
            "Sleep", new SleepRequest { Duration = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(20)) },
            service: Service));

        // Assert: locked, a sleep of milliseconds takes them and a day does not pass
        Assert.InRange(after - begin, TimeSpan.FromDays(365), TimeSpan.FromDays(366));
        Assert.Null(refusal);
        Assert.False(sleeps.IsCompleted);
    }

    [Fact]
    public async Task Unlock_NobodyLocked_IsRefused()
    {
        // Arrange
        await using var service = await StartAsync();
        await service.CallAsync<UnlockTimeSkippingResponse>(
            "UnlockTimeSkipping", new UnlockTimeSkippingRequest(), service: Service);

        // Act
        var refusal = await Assert.ThrowsAsync<ServiceException>(() => service.CallAsync<UnlockTimeSkippingResponse>(
            "UnlockTimeSkipping", new UnlockTimeSkippingRequest(), service: Service));

        // Assert
        Assert.Equal(GrpcStatus.FailedPrecondition, refusal.Status);
    }

    [Fact]
    public async Task Call_ServiceWithoutTimeSkipping_IsUnimplemented()
    {
        // Arrange
        await using var service = await TestService.StartAsync();

        // Act
        var refusal = await Assert.ThrowsAsync<ServiceException>(() => NowAsync(service));

        // Assert
        Assert.Equal((GrpcStatus.Unimplemented, $"unknown service {Service}"), (refusal.Status, refusal.Message));
    }

    private static Task<TestService> StartAsync() =>
        TestService.StartAsync(new TemporalServiceOptions { TimeSkipping = true });

    private static async Task<DateTimeOffset> NowAsync(TestService service) =>
        (await service.CallAsync<GetCurrentTimeResponse>("GetCurrentTime", new Empty(), service: Service))
            .Time.ToDateTimeOffset();
}
