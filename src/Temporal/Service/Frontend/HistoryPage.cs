using Temporalio.Api.History.V1;
using Temporalio.Service.Engine;

namespace Temporalio.Service.Frontend;

/// <summary>Cuts histories into pages that fit into a message.</summary>
internal static class HistoryPage
{
    /// <summary>Clients take messages of 4 MiB; a page stops at half of it unless one event alone is larger.</summary>
    public const int MaxBytes = 2 * 1024 * 1024;

    /// <summary>Returns events from one id up to, not including, another, as many as fit.</summary>
    public static List<HistoryEvent> Take(RunRegistry runs, RunEntry run, long from, long end, int most)
    {
        var events = runs.Events(run, from, Math.Min(end, from + most));
        var bytes = 0L;
        for (var i = 0; i < events.Count; i++)
        {
            bytes += events[i].CalculateSize();
            if (bytes <= MaxBytes || i == 0) continue;
            events.RemoveRange(i, events.Count - i);
            break;
        }

        return events;
    }
}
