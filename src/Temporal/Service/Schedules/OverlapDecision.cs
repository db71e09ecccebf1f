using System.Collections.Immutable;
using Temporalio.Api.Enums.V1;

namespace Temporalio.Service.Schedules;

/// <summary>What becomes of the actions that wait.</summary>
/// <param name="Beside">Those that start whatever else runs.</param>
/// <param name="Alone">The one that starts because nothing runs; null for none.</param>
/// <param name="Kept">Those that go on waiting.</param>
/// <param name="Skipped">How many are left out.</param>
/// <param name="Asked">What is asked of the running ones.</param>
internal sealed record OverlapVerdict(
    ImmutableList<PlannedStart> Beside,
    PlannedStart? Alone,
    ImmutableList<PlannedStart> Kept,
    int Skipped,
    EndAsked Asked);

/// <summary>Applies the overlap policies. Pure.</summary>
internal static class OverlapDecision
{
    /// <param name="waiting">Actions in the order of their times.</param>
    /// <param name="busy">Whether one runs beside which no other may.</param>
    /// <param name="resolve">The policy that an action really has.</param>
    public static OverlapVerdict Decide(
        ImmutableList<PlannedStart> waiting,
        bool busy,
        Func<ScheduleOverlapPolicy, ScheduleOverlapPolicy> resolve)
    {
        var (beside, kept) = (ImmutableList.CreateBuilder<PlannedStart>(), ImmutableList.CreateBuilder<PlannedStart>());
        PlannedStart? alone = null;
        var (skipped, asked) = (0, EndAsked.Nothing);
        foreach (var start in waiting)
        {
            var policy = resolve(start.Overlap);
            if (policy == ScheduleOverlapPolicy.AllowAll)
            {
                beside.Add(start);
                continue;
            }

            if (!busy && alone is null)
            {
                alone = start;
                continue;
            }

            switch (policy)
            {
                case ScheduleOverlapPolicy.BufferOne when kept.Count == 0:
                case ScheduleOverlapPolicy.BufferAll:
                    kept.Add(start);
                    break;
                case ScheduleOverlapPolicy.CancelOther or ScheduleOverlapPolicy.TerminateOther when busy:
                    var ask = policy == ScheduleOverlapPolicy.CancelOther ? EndAsked.Cancel : EndAsked.Terminate;
                    asked = ask > asked ? ask : asked;
                    kept.Add(start); // it starts when the running one has ended
                    break;
                case ScheduleOverlapPolicy.CancelOther or ScheduleOverlapPolicy.TerminateOther:
                    alone = start; // the other has not started yet: this one takes its place
                    break;
                default:
                    skipped++;
                    break;
            }
        }

        return new OverlapVerdict(beside.ToImmutable(), alone, kept.ToImmutable(), skipped, asked);
    }
}
