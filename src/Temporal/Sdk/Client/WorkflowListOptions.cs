namespace Temporalio.Client;

/// <summary>Options of listing workflows.</summary>
public class WorkflowListOptions : ICloneable
{
    /// <summary>Gets or sets the most workflows to return; 0, the default, for all.</summary>
    public int Limit { get; set; }

    /// <summary>Gets or sets how the call is made; null for the defaults.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Copies the options; call options are copied too.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (WorkflowListOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
