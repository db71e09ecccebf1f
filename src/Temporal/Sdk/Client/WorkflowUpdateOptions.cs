namespace Temporalio.Client;

/// <summary>Options of an update.</summary>
public class WorkflowUpdateOptions : ICloneable
{
    /// <summary>Initializes a new instance of the <see cref="WorkflowUpdateOptions"/> class.</summary>
    public WorkflowUpdateOptions()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="WorkflowUpdateOptions"/> class.</summary>
    /// <param name="id">Id of the update.</param>
    public WorkflowUpdateOptions(string id) => Id = id;

    /// <summary>Gets or sets the id; a new one when unset. The same id again is the same update.</summary>
    public string? Id { get; set; }

    /// <summary>Gets or sets how the call is made; null for the defaults.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Copies the options; call options are copied too.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (WorkflowUpdateOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
