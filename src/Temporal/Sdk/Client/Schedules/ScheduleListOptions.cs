namespace Temporalio.Client.Schedules;

/// <summary>Options of listing schedules.</summary>
public class ScheduleListOptions : ICloneable
{
    /// <summary>Gets or sets which schedules, as a list query; null, the default, for all.</summary>
    public string? Query { get; set; }

    /// <summary>Gets or sets how the calls are made; null for the defaults.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Copies the options; call options are copied too.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (ScheduleListOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
