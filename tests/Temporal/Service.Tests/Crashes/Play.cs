using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Tests.Frontend;

namespace Temporalio.Service.Tests.Crashes;

/// <summary>Calls one after the other that write all that a service writes, with a ledger of what was
/// acknowledged.</summary>
internal static class Play
{
    /// <summary>Workflows with all kinds of writes, the last of them large enough for a checkpoint.</summary>
    public static async Task AllAsync(TestService service, Ledger ledger)
    {
        await SmallAsync(service, ledger);
        for (var i = 0; i < 4; i++) await SignalAsync(service, ledger, await StartAsync(service, ledger, $"big{i}"), 1_500_000);
    }

    public static async Task SmallAsync(TestService service, Ledger ledger)
    {
        await SignalAsync(service, ledger, await StartAsync(service, ledger, "w"), 3);
        var task = await service.PollWorkflowAsync();
        await service.CompleteAsync(task, request => request.Commands.Add(
            [Commands.Activity("1"), Commands.Timer("t", TimeSpan.FromHours(1)), Commands.Child("child")]));
        ledger.Tasks[("w", task.StartedEventId)] = true;
        var activity = await service.PollActivityAsync();
        await service.CompleteAsync(activity, "made");
        ledger.Results[("w", "1")] = "made";
        await StartAsync(service, ledger, "v");
        await service.CallAsync<TerminateWorkflowExecutionResponse>(
            "TerminateWorkflowExecution", new TerminateWorkflowExecutionRequest
            {
                Namespace = "default", WorkflowExecution = new WorkflowExecution { WorkflowId = "v" },
            });
    }

    private static async Task<string> StartAsync(TestService service, Ledger ledger, string id)
    {
        ledger.Starts[id] = await service.StartAsync(id);
        return id;
    }

    private static async Task SignalAsync(TestService service, Ledger ledger, string id, int size)
    {
        await service.CallAsync<SignalWorkflowExecutionResponse>(
            "SignalWorkflowExecution", new SignalWorkflowExecutionRequest
            {
                Namespace = "default",
                WorkflowExecution = new WorkflowExecution { WorkflowId = id },
                SignalName = "s",
                Input = TestService.Text(new string('x', size)),
            });
        ledger.Signals[(id, id)] = true;
    }
}
