using Temporalio.Service.History;
using Temporalio.Service.Matching;

namespace Temporalio.Service.Engine;

/// <summary>The level of priority by which a task leaves its queue.</summary>
internal static class TaskLevel
{
    /// <summary>Returns the level of a task: that of its activity, else that of its run, else the default.</summary>
    public static int Of(EngineTask task)
    {
        var state = task.Run.State;
        var own = task is EngineTask.Activity activity
            && state.Activities.TryGetValue(activity.ScheduledEventId, out var pending)
                ? pending.Attributes.Priority
                : null;
        if (own is { PriorityKey: > 0 }) return own.PriorityKey;
        return PriorityRule.Of(state) is { PriorityKey: > 0 } run ? run.PriorityKey : Backlog<EngineTask>.DefaultLevel;
    }
}
