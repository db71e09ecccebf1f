using System.Diagnostics.CodeAnalysis;
using Temporalio.Activities;

namespace Temporalio.Converters;

/// <summary>Where a value is converted: a workflow or an activity.</summary>
[SuppressMessage("Design", "CA1040", Justification = "The official interface has no members.")]
[SuppressMessage("Design", "CA1034", Justification = "The official types are nested.")]
public interface ISerializationContext
{
    /// <summary>A context that belongs to a workflow.</summary>
    interface IHasWorkflow : ISerializationContext
    {
        /// <summary>Gets the namespace.</summary>
        string Namespace { get; }

        /// <summary>Gets the workflow's id.</summary>
        string? WorkflowId { get; }
    }

    /// <summary>An activity.</summary>
    /// <param name="Namespace">Its namespace.</param>
    /// <param name="ActivityId">Its id.</param>
    /// <param name="WorkflowId">Its workflow's id.</param>
    /// <param name="WorkflowType">Its workflow's type.</param>
    /// <param name="ActivityType">Its type.</param>
    /// <param name="ActivityTaskQueue">Its task queue.</param>
    /// <param name="IsLocal">Whether it is a local activity.</param>
    sealed record Activity(
        string Namespace,
        string? ActivityId,
        string? WorkflowId,
        string? WorkflowType,
        string? ActivityType,
        string? ActivityTaskQueue,
        bool IsLocal) : IHasWorkflow
    {
        /// <summary>Initializes a new instance of the <see cref="Activity"/> class.</summary>
        /// <param name="info">What is known of the activity.</param>
        public Activity(ActivityInfo info)
            : this(
                (info ?? throw new ArgumentNullException(nameof(info))).Namespace,
                info.ActivityId,
                info.WorkflowId,
                info.WorkflowType,
                info.ActivityType,
                info.TaskQueue,
                info.IsLocal)
        {
        }
    }

    /// <summary>A workflow.</summary>
    /// <param name="Namespace">Its namespace.</param>
    /// <param name="WorkflowId">Its id.</param>
    sealed record Workflow(string Namespace, string WorkflowId) : IHasWorkflow;
}
