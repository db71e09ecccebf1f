using System.Text.Json;
using System.Text.Json.Serialization;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Workflows.Recorded;

// The recorded children without an id got random ones; the tests hand them in.
public sealed class RecordedChildIds(IReadOnlyList<string> ids)
{
    public string? First => ids.Count > 0 ? ids[0] : null;
}

public sealed record ChildCall(
    [property: JsonPropertyName("workflowId")] string? WorkflowId,
    [property: JsonPropertyName("parentClosePolicy")] string? ParentClosePolicy);

[Workflow("parent")]
public class ParentWorkflow(RecordedChildIds ids)
{
    [WorkflowRun]
    public async Task<string> RunAsync(string type, JsonElement[] args, ChildCall call)
    {
        try
        {
            return await Workflow.ExecuteChildWorkflowAsync<string>(
                type, [.. args.Cast<object?>()], new() { Id = call.WorkflowId ?? ids.First });
        }
        catch (ChildWorkflowFailureException e)
        {
            return $"{e.RetryState}: {e.InnerException?.Message}";
        }
        catch (WorkflowAlreadyStartedException e)
        {
            return $"taken: {e.WorkflowId}";
        }
    }
}

[Workflow("cancelChild")]
public class CancelChildWorkflow(RecordedChildIds ids)
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        using var cancel = new CancellationTokenSource();
        var child = Workflow.ExecuteChildWorkflowAsync(
            "waitForever", [], new() { Id = ids.First, CancellationToken = cancel.Token });
        await Workflow.DelayAsync(200);
        cancel.Cancel();
        try
        {
            await child;
            return "no failure";
        }
        catch (ChildWorkflowFailureException e) when (e.InnerException is CanceledFailureException)
        {
            return "cancelled";
        }
    }
}

[Workflow("startChildAndLeave")]
public class StartChildAndLeaveWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(string type, JsonElement[] args, ChildCall call)
    {
        var child = await Workflow.StartChildWorkflowAsync(type, [.. args.Cast<object?>()], new()
        {
            Id = call.WorkflowId,
            ParentClosePolicy = call.ParentClosePolicy switch
            {
                "ABANDON" => ParentClosePolicy.Abandon,
                "REQUEST_CANCEL" => ParentClosePolicy.RequestCancel,
                _ => ParentClosePolicy.Terminate,
            },
        });
        return child.Id;
    }
}

[Workflow("cancelExternal")]
public class CancelExternalWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(string id)
    {
        await Workflow.GetExternalWorkflowHandle(id).CancelAsync();
        return "ok";
    }
}

[Workflow("signalExternal")]
public class SignalExternalWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(string id, int value)
    {
        try
        {
            var other = Workflow.GetExternalWorkflowHandle(id);
            await other.SignalAsync("add", [value]);
            await other.SignalAsync("done", []);
            return "ok";
        }
        catch (ApplicationFailureException e)
        {
            return e.ErrorType!;
        }
    }
}

[Workflow("mixed")]
public class MixedWorkflow(RecordedChildIds ids)
{
    [WorkflowRun]
    public async Task<string> RunAsync(int first)
    {
        for (var round = 0; round < 4; round++)
        {
            await Workflow.WhenAllAsync(Echo.RunAsync(first + round), Workflow.DelayAsync(5 + round));
            if (round % 2 == 1)
                await Echo.RunLocalAsync(1);
        }
        return await Workflow.ExecuteChildWorkflowAsync<string>("hello", ["kid"], new() { Id = ids.First });
    }
}
