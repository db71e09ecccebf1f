using System.Diagnostics;
using Temporalio.Workflows;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>Spans of workflow code.</summary>
public static class ActivitySourceExtensions
{
    /// <summary>
    /// Starts a span in workflow code, and stops it at once; what is returned stays current until it is disposed of.
    /// In a replay no span is made, because the first execution made it.
    /// </summary>
    /// <param name="source">The source of the span.</param>
    /// <param name="name">Its name.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="tags">Its tags.</param>
    /// <param name="links">Its links.</param>
    /// <param name="evenOnReplay">Whether it is made in a replay too.</param>
    /// <param name="inheritParentTags">Whether what is current inside has the parent's tags before these.</param>
    /// <param name="updateActivity">Changes the span before it is stopped.</param>
    /// <returns>What is current from now on.</returns>
    /// <exception cref="InvalidOperationException">The code is no workflow's.</exception>
    public static WorkflowDiagnosticActivity TrackWorkflowDiagnosticActivity(
        this ActivitySource source,
        string name,
        ActivityKind kind = ActivityKind.Internal,
        IEnumerable<KeyValuePair<string, object?>>? tags = null,
        IEnumerable<ActivityLink>? links = null,
        bool evenOnReplay = false,
        bool inheritParentTags = true,
        Action<Activity>? updateActivity = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (!Workflow.InWorkflow)
        {
            throw new InvalidOperationException("Spans of workflows are made in workflow code only.");
        }

        var parent = WorkflowDiagnosticActivity.Current;
        var own = tags?.ToList();
        var inherited = inheritParentTags ? parent?.Tags : null;
        var activity = Workflow.Unsafe.IsReplaying && !evenOnReplay
            ? null
            : source.StartActivity(name, kind, parent?.Context ?? default, own, links);
        if (activity != null)
        {
            updateActivity?.Invoke(activity);
            activity.Stop();
        }

        return new(
            activity,
            activity?.Context ?? parent?.Context ?? default,
            inherited == null ? own : own == null ? inherited : [.. inherited, .. own]);
    }
}
