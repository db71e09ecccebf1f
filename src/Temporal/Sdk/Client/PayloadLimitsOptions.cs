namespace Temporalio.Client;

/// <summary>Sizes above which a warning is logged.</summary>
public class PayloadLimitsOptions : ICloneable
{
    /// <summary>Gets or sets the size of a memo in bytes. 2 KiB by default.</summary>
    public int MemoWarnSize { get; set; } = 2 * 1024;

    /// <summary>Gets or sets the size of the payloads of one message in bytes. 512 KiB by default.</summary>
    public int PayloadsWarnSize { get; set; } = 512 * 1024;

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();
}
