namespace Temporalio.Common;

/// <summary>A metric of any kind: a name, a unit and a description.</summary>
public abstract class Metric
{
    private protected Metric(string name, string? unit, string? description) =>
        (Name, Unit, Description) = (name, unit, description);

    /// <summary>Gets the name of the metric.</summary>
    public string Name { get; }

    /// <summary>Gets the unit of the metric, if any.</summary>
    public string? Unit { get; }

    /// <summary>Gets the description of the metric, if any.</summary>
    public string? Description { get; }
}

/// <summary>A metric with values of one type.</summary>
/// <typeparam name="T">Type of the values: an integer, a floating-point number or a duration.</typeparam>
public abstract class Metric<T> : Metric
    where T : struct
{
    private protected Metric(string name, string? unit, string? description)
        : base(name, unit, description)
    {
    }
}
