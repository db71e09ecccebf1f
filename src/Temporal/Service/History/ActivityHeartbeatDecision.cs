using Temporalio.Api.Common.V1;

namespace Temporalio.Service.History;

/// <summary>A worker reports that an activity lives.</summary>
internal static class ActivityHeartbeatDecision
{
    /// <summary>Returns the run with the report, and the activity as the worker should hear of it.</summary>
    /// <exception cref="ServiceException">NOT_FOUND: no worker has such an activity.</exception>
    public static (Transition Transition, ActivityState Activity) Record(
        RunState state, ActivityRef which, Payloads? details, in Moment at)
    {
        var activity = which.Require(state);
        if (!activity.IsStarted)
        {
            throw RunRefusal.ActivityNotFound();
        }

        var draft = new Draft(state, at);
        draft.SetActivity(activity with { HeartbeatTime = at.Now, HeartbeatDetails = details });
        return (draft.Finish(), activity);
    }
}
