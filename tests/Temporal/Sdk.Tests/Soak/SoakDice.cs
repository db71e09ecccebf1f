using Temporalio.Workflows;

namespace Temporalio.Tests.Soak;

/// <summary>Draws steps from a seed.</summary>
internal sealed class SoakDice(int seed)
{
    private readonly Random _random = new(seed);
    private int _keys;

    /// <summary>Returns a number from 0 to below the bound.</summary>
    public int Of(int bound) => _random.Next(bound);

    /// <summary>Returns a key that no other step of the plan has.</summary>
    public string Key() => $"k{++_keys}";

    /// <summary>Returns one of an enum's values, those of a number below the first left out.</summary>
    public T OneOf<T>(int from = 0)
        where T : struct, Enum
    {
        T[] values = [.. Enum.GetValues<T>().Where(value => Convert.ToInt32(value, null) >= from)];
        return values[Of(values.Length)];
    }

    /// <summary>Returns a step that needs nobody else.</summary>
    public SoakStep Plain() => Of(10) switch
    {
        0 => new SoakStep.Call(Of(1_000), 1 + Of(2)),
        1 => new SoakStep.CallFails(Of(1_000)),
        2 => new SoakStep.CallLocal(Of(1_000), 1 + Of(2)),
        3 => new SoakStep.CallLocalFails(Of(1_000)),
        4 => new SoakStep.Sleep(1 + Of(20)),
        5 => new SoakStep.SleepCancelled(),
        6 => new SoakStep.Patch($"patch-{Of(3)}", Of(3) == 0),
        7 => new SoakStep.Memo(Key(), Of(1_000)),
        8 => new SoakStep.Draw(),
        _ => new SoakStep.Limited(3 + Of(2)),
    };

    /// <summary>Returns any step but those that hold others or are left behind.</summary>
    public SoakStep Any() => Of(20) switch
    {
        0 or 1 => new SoakStep.Signal(Key(), Of(1_000)),
        2 or 3 => new SoakStep.Update(Key(), Of(1_000)),
        4 => new SoakStep.TooLate(1 + Of(20)),
        5 => new SoakStep.CallCancelled(Key(), OneOf<ActivityCancellationType>(), Of(2) == 0),
        6 => new SoakStep.Child(Key(), Of(10_000)),
        7 => new SoakStep.ChildFails(Key(), Of(1_000)),
        8 => new SoakStep.ChildCancelled(Key(), OneOf<ChildWorkflowCancellationType>()),
        9 => new SoakStep.ChildSignalled(Key(), Of(1_000), Of(2) == 0),
        10 => new SoakStep.ExternalCancelled(Key()),
        11 => new SoakStep.ExternalUnknown(Key()),
        12 => new SoakStep.Attribute(Of(1_000)),
        13 => new SoakStep.Details($"details {Of(1_000)}"),
        14 => new SoakStep.Locked(2 + Of(2)),
        15 => new SoakStep.Detached(Of(1_000)),
        _ => Plain(),
    };
}
