using Temporalio.Api.Failure.V1;
using Temporalio.Core;

namespace Temporalio.Workflows.Running;

/// <summary>What jobs do to the workflow.</summary>
internal sealed partial class WorkflowInstance
{
    private readonly HashSet<string> _patchesNotified = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _patches = new(StringComparer.Ordinal);

    internal Dictionary<uint, TaskCompletionSource> Timers { get; } = [];

    internal Dictionary<uint, PendingResult> Activities { get; } = [];

    internal Dictionary<uint, PendingChild> Children { get; } = [];

    internal Dictionary<uint, TaskCompletionSource<Failure?>> ExternalSignals { get; } = [];

    internal Dictionary<uint, TaskCompletionSource<Failure?>> ExternalCancels { get; } = [];

    private void Apply(ActivationJob job)
    {
        switch (job)
        {
            case ActivationJob.ResolveActivity resolve:
                if (Activities.Remove(resolve.Seq, out var activity))
                    activity.Source.TrySetResult(resolve.Result);
                break;
            case ActivationJob.FireTimer fire:
                if (Timers.Remove(fire.Seq, out var timer))
                    timer.TrySetResult();
                break;
            case ActivationJob.Signal signal:
                ApplySignal(signal);
                break;
            case ActivationJob.Update update:
                ApplyUpdate(update);
                break;
            case ActivationJob.ResolveChildStart resolve:
                if (Children.TryGetValue(resolve.Seq, out var starting))
                {
                    if (resolve.Result is not ChildStartResolution.Started)
                    {
                        Children.Remove(resolve.Seq);
                        starting.Cancellation.Unregister();
                    }
                    starting.Start.TrySetResult(resolve.Result);
                }
                break;
            case ActivationJob.ResolveChild resolve:
                if (Children.Remove(resolve.Seq, out var child))
                {
                    child.Cancellation.Unregister();
                    child.Result.TrySetResult(resolve.Result);
                }
                break;
            case ActivationJob.ResolveExternalSignal resolve:
                if (ExternalSignals.Remove(resolve.Seq, out var signaled))
                    signaled.TrySetResult(resolve.Failure);
                break;
            case ActivationJob.ResolveExternalCancel resolve:
                if (ExternalCancels.Remove(resolve.Seq, out var canceled))
                    canceled.TrySetResult(resolve.Failure);
                break;
            case ActivationJob.Cancel:
                _cancellation.Cancel();
                break;
            case ActivationJob.NotifyPatch patch:
                _patchesNotified.Add(patch.PatchId);
                break;
            case ActivationJob.UpdateRandomSeed seed:
                Random = new(seed.RandomSeed);
                break;
            case ActivationJob.Initialize:
                break;
            default:
                throw new InvalidOperationException($"Job {job.GetType().Name} is unknown here.");
        }
    }
}
