using Temporalio.Api.Enums.V1;
using Temporalio.Api.Update.V1;

namespace Temporalio.Service.History;

/// <summary>Admits updates. What the workflow says to them comes with the completion of workflow tasks.</summary>
internal static class UpdateDecision
{
    /// <summary>
    /// Returns the run with the update waiting for a workflow task. One with a known id changes nothing: look at
    /// <see cref="RunState.Updates"/> for how far it came.
    /// </summary>
    /// <exception cref="ServiceException">
    /// NOT_FOUND: the run is closed. RESOURCE_EXHAUSTED: it got too many updates.
    /// </exception>
    public static Transition Admit(RunState state, Request request, in Moment at)
    {
        var id = request.Meta.UpdateId;
        if (state.Updates.ContainsKey(id))
        {
            return Transition.None(state);
        }

        RunRefusal.IfClosed(state);
        if (state.Updates.Count >= Limits.Updates)
        {
            throw new ServiceException(
                GrpcStatus.ResourceExhausted,
                $"limit on number of total updates has been reached ({Limits.Updates})");
        }

        var draft = new Draft(state, at);
        draft.State = state with
        {
            Updates = state.Updates.Add(id, new UpdateState
            {
                UpdateId = id,
                Request = request,
                Stage = UpdateWorkflowExecutionLifecycleStage.Admitted,
                Order = state.Updates.Count,
            }),
        };
        draft.Effect(new Effect.UpdateProgress(id, UpdateWorkflowExecutionLifecycleStage.Admitted, Outcome: null));
        EnsureTask(draft);
        return draft.Finish();
    }

    /// <summary>Returns the id of the message that carries an update to the worker.</summary>
    public static string MessageId(string updateId) => updateId + "/request";

    /// <summary>Returns true when an update waits for a workflow task.</summary>
    public static bool HasUnsent(RunState state)
    {
        if (state.Updates.IsEmpty)
        {
            return false;
        }

        foreach (var update in state.Updates.Values)
        {
            if (update is { Stage: UpdateWorkflowExecutionLifecycleStage.Admitted, Sent: false })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Schedules a speculative task when an update waits and no task is pending.</summary>
    public static void EnsureTask(Draft draft)
    {
        if (draft.State is { IsRunning: true, Task: null, WaitsForFirstTask: false } && HasUnsent(draft.State))
        {
            TaskScheduling.ScheduleSpeculative(draft);
        }
    }
}
