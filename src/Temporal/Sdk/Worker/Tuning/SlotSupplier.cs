namespace Temporalio.Worker.Tuning;

/// <summary>Decides how many tasks of a kind run at once.</summary>
public abstract class SlotSupplier
{
    private protected SlotSupplier()
    {
    }
}
