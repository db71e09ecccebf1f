using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Soak;

/// <summary>Takes the steps that have to do with other workflows.</summary>
internal static class SoakChildSteps
{
    public static async Task<long> TakeAsync(SoakStep step) => step switch
    {
        SoakStep.Child child => await Workflow.ExecuteChildWorkflowAsync(
            (SoakChild wf) => wf.RunAsync(child.Seed), Options(child.Key)),
        SoakStep.ChildFails child => -3 * await FailureOf(Workflow.ExecuteChildWorkflowAsync(
            (SoakListener wf) => wf.RunAsync(child.Number), Options(child.Key))),
        SoakStep.ChildCancelled child => await ChildCancelledAsync(child),
        SoakStep.ChildSignalled child => await ChildSignalledAsync(child),
        SoakStep.ExternalCancelled child => await ExternalCancelledAsync(child.Key),
        SoakStep.ExternalUnknown unknown => await SignalUnknownAsync(unknown.Key),
        SoakStep.Leave left => await LeaveAsync(left),
        _ => throw new InvalidOperationException($"The workflow does not know {step}."),
    };

    private static ChildWorkflowOptions Options(string key) => new() { Id = $"{Workflow.Info.WorkflowId}-{key}" };

    private static async Task<long> FailureOf(Task<long> child)
    {
        try
        {
            await child;
            return long.MaxValue;
        }
        catch (ChildWorkflowFailureException failure) when (failure.InnerException is ApplicationFailureException cause)
        {
            return cause.Details.ElementAt<int>(0);
        }
    }

    private static async Task<long> ChildCancelledAsync(SoakStep.ChildCancelled step)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Workflow.CancellationToken);
        var options = Options(step.Key);
        options.CancellationType = step.Type;
        options.CancellationToken = source.Token;
        var child = await Workflow.StartChildWorkflowAsync((SoakListener wf) => wf.RunAsync(null), options);
        source.Cancel();
        return await IsCancelledAsync(child.GetResultAsync()) ? 4 : -1;
    }

    private static async Task<bool> IsCancelledAsync(Task<long> child)
    {
        try
        {
            await child;
            return false;
        }
        catch (ChildWorkflowFailureException failure) when (failure.InnerException is CanceledFailureException)
        {
            return true;
        }
    }

    private static async Task<long> ChildSignalledAsync(SoakStep.ChildSignalled step)
    {
        var child = await Workflow.StartChildWorkflowAsync(
            (SoakListener wf) => wf.RunAsync(null), Options(step.Key));
        await (step.AsExternal
            ? Workflow.GetExternalWorkflowHandle<SoakListener>(child.Id).SignalAsync(wf => wf.HearAsync(step.Number))
            : child.SignalAsync(wf => wf.HearAsync(step.Number)));
        return await child.GetResultAsync();
    }

    private static async Task<long> ExternalCancelledAsync(string key)
    {
        var child = await Workflow.StartChildWorkflowAsync((SoakListener wf) => wf.RunAsync(null), Options(key));
        await Workflow.GetExternalWorkflowHandle(child.Id).CancelAsync();
        return await IsCancelledAsync(child.GetResultAsync()) ? 6 : -1;
    }

    private static async Task<long> SignalUnknownAsync(string key)
    {
        try
        {
            await Workflow.GetExternalWorkflowHandle<SoakListener>($"{Workflow.Info.WorkflowId}-{key}")
                .SignalAsync(wf => wf.HearAsync(1));
            return -1;
        }
        catch (ApplicationFailureException)
        {
            return 8;
        }
    }

    private static async Task<long> LeaveAsync(SoakStep.Leave left)
    {
        var options = Options(left.Key);
        options.ParentClosePolicy = left.Policy;
        options.CancellationToken = CancellationToken.None; // only the policy says what becomes of it
        await Workflow.StartChildWorkflowAsync((SoakListener wf) => wf.RunAsync(null), options);
        return 12;
    }
}
