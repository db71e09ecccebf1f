namespace Temporalio.Worker.Tuning;

/// <summary>The right to run one task.</summary>
public class SlotPermit
{
    /// <summary>Initializes a new instance of the <see cref="SlotPermit"/> class.</summary>
    public SlotPermit()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="SlotPermit"/> class with something of the supplier's.</summary>
    /// <param name="data">What the supplier finds again when the slot is released.</param>
    public SlotPermit(object data) => UserData = data;

    /// <summary>Gets what the supplier put in; null for nothing.</summary>
    public object? UserData { get; init; }
}
