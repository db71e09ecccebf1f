using Temporalio.Common;

namespace Temporalio.Client.Schedules;

/// <summary>Options of making a schedule.</summary>
public class ScheduleOptions : ICloneable
{
    /// <summary>Gets or sets a value indicating whether it acts once at once.</summary>
    public bool TriggerImmediately { get; set; }

    /// <summary>Gets or sets ranges of time whose actions are taken at once.</summary>
    public IReadOnlyCollection<ScheduleBackfill> Backfills { get; set; } = [];

    /// <summary>Gets or sets values to keep with the schedule.</summary>
    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    /// <summary>Gets or sets search attributes of the schedule.</summary>
    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    /// <summary>Gets or sets how the call is made; null for the defaults.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Copies the options; call options are copied too.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (ScheduleOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
