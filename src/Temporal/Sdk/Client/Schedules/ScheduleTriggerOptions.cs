using Temporalio.Api.Enums.V1;

namespace Temporalio.Client.Schedules;

/// <summary>Options of triggering a schedule.</summary>
public class ScheduleTriggerOptions
{
    /// <summary>Gets or sets the overlap policy of this action; the schedule's own by default.</summary>
    public ScheduleOverlapPolicy Overlap { get; set; } = ScheduleOverlapPolicy.Unspecified;

    /// <summary>Gets or sets how the call is made; null for the defaults.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Copies the options; call options are copied too.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (ScheduleTriggerOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
