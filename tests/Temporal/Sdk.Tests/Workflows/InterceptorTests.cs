using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Converters;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Tests.Workflows;

public class InterceptorTests
{
    private readonly List<string> _calls = [];

    [Fact]
    public async Task Interceptors_Two_SeeCallsInFromOutsideAndOutFromInside()
    {
        // Arrange
        using var driver = new WorkflowDriver(WorkflowDriver.With(typeof(TwoActivitiesWorkflow)) with
        {
            Interceptors = [next => new Inbound(next, "a", _calls), next => new Inbound(next, "b", _calls)],
        }).Start("Two", 3);

        // Act
        var first = await driver.TaskAsync();

        // Assert
        Assert.Equal(["a run", "b run", "b schedule double", "a schedule double"], _calls);
        var header = first.Single(CommandType.ScheduleActivityTask).ScheduleActivityTaskCommandAttributes.Header;
        Assert.Equal("\"ba\"", header.Fields["trace"].Data.ToStringUtf8());
    }

    [Fact]
    public async Task Logger_OnReplay_WritesNothingTwice()
    {
        // Arrange
        using var log = new ListLoggerFactory();
        using var driver = new WorkflowDriver(WorkflowDriver.With(typeof(TalkingWorkflow)) with { LoggerFactory = log })
            .Start("Talking");

        // Act
        await driver.TaskAsync();
        driver.Forget();
        driver.FireTimer("1");
        await driver.TaskAsync();

        // Assert
        Assert.Equal(["Information: before", "Information: after"], log.Lines);
    }

    private sealed class Inbound(WorkflowInboundInterceptor next, string name, List<string> calls)
        : WorkflowInboundInterceptor(next)
    {
        public override void Init(WorkflowOutboundInterceptor outbound) =>
            base.Init(new Outbound(outbound, name, calls));

        public override Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input)
        {
            calls.Add($"{name} run");
            return base.ExecuteWorkflowAsync(input);
        }
    }

    private sealed class Outbound(WorkflowOutboundInterceptor next, string name, List<string> calls)
        : WorkflowOutboundInterceptor(next)
    {
        public override Task<TResult> ScheduleActivityAsync<TResult>(ScheduleActivityInput input)
        {
            calls.Add($"{name} schedule {input.Activity}");
            var converter = DataConverter.Default.PayloadConverter;
            var before = input.Headers == null ? string.Empty : converter.ToValue<string>(input.Headers["trace"]);
            return base.ScheduleActivityAsync<TResult>(input with
            {
                Headers = new Dictionary<string, Payload> { ["trace"] = converter.ToPayload(before + name) },
            });
        }
    }
}
