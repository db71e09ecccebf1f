using System.Collections.Immutable;
using Temporalio.Api.History.V1;
using Temporalio.Api.Workflow.V1;

namespace Temporalio.Service.History;

/// <summary>Notes where a version of the workers' code worked on a workflow first, so that it can be reset there.</summary>
internal static class ResetPoint
{
    private const int Most = 20;

    /// <summary>Returns the points with that of a WorkflowTaskCompleted event, if its version has none yet.</summary>
    public static ImmutableList<ResetPointInfo> Add(RunState state, HistoryEvent completed)
    {
        var version = VersionOf(completed.WorkflowTaskCompletedEventAttributes);
        foreach (var known in state.ResetPoints)
        {
            if (known.BuildId == version) return state.ResetPoints;
        }

        var points = state.ResetPoints.Add(new ResetPointInfo
        {
            BuildId = version,
            RunId = state.Key.RunId,
            FirstWorkflowTaskCompletedId = completed.EventId,
            CreateTime = completed.EventTime,
            // A task with children pending cannot be copied into another run.
            Resettable = state.Children.IsEmpty,
        });
        return points.Count > Most ? points.RemoveAt(0) : points;
    }

    private static string VersionOf(WorkflowTaskCompletedEventAttributes completed) =>
        completed.WorkerVersion?.BuildId is { Length: > 0 } version ? version : completed.BinaryChecksum;
}
