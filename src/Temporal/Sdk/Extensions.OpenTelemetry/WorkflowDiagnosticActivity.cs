using System.Diagnostics;
using Temporalio.Workflows;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>
/// A span of workflow code. Its <see cref="Activity"/> is stopped as soon as it is started, because a workflow may go on
/// in another process; what stays current for the code inside is this object.
/// </summary>
/// <remarks>To be disposed of, which makes its parent current again.</remarks>
public class WorkflowDiagnosticActivity : IDisposable
{
    private static readonly AsyncLocal<WorkflowDiagnosticActivity?> Flow = new();

    internal WorkflowDiagnosticActivity(
        Activity? activity, ActivityContext context, IReadOnlyCollection<KeyValuePair<string, object?>>? tags)
    {
        if (!Workflow.InWorkflow)
        {
            throw new InvalidOperationException("Spans of workflows are made in workflow code only.");
        }

        (Activity, Context, Tags, Parent) = (activity, context, tags, Flow.Value);
        Flow.Value = this;
    }

    /// <summary>Gets the innermost one of the code that runs; null where none is.</summary>
    public static WorkflowDiagnosticActivity? Current => Flow.Value;

    /// <summary>Gets the one that was current before.</summary>
    public WorkflowDiagnosticActivity? Parent { get; }

    /// <summary>Gets the span that spans inside have as parent.</summary>
    public ActivityContext Context { get; }

    /// <summary>Gets the span, which has ended; null in replays, and where nobody listens.</summary>
    public Activity? Activity { get; }

    /// <summary>Gets the tags, also where there is no span.</summary>
    public IReadOnlyCollection<KeyValuePair<string, object?>>? Tags { get; }

    /// <summary>Makes a span of elsewhere current.</summary>
    /// <param name="context">The span.</param>
    /// <param name="tags">Tags for spans inside to inherit.</param>
    /// <returns>What ends that when disposed of.</returns>
    public static WorkflowDiagnosticActivity AttachFromContext(
        ActivityContext context, IReadOnlyCollection<KeyValuePair<string, object?>>? tags = null) =>
        new(null, context, tags);

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes the parent current again.</summary>
    /// <param name="disposing">Whether it is disposed of, not finalized.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Flow.Value = Parent;
        }
    }
}
