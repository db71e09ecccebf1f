namespace Temporalio.Service.History;

/// <summary>A point in time at which a run must decide something.</summary>
/// <param name="Due">When; never earlier.</param>
/// <param name="Kind">What.</param>
/// <param name="Id">Scheduled or started event id of the thing; 0 for the run itself.</param>
internal readonly record struct Deadline(DateTimeOffset Due, DeadlineKind Kind, long Id) : IComparable<Deadline>
{
    /// <inheritdoc/>
    public int CompareTo(Deadline other)
    {
        var order = Due.UtcTicks.CompareTo(other.Due.UtcTicks);
        if (order == 0)
        {
            order = Kind.CompareTo(other.Kind);
        }

        return order == 0 ? Id.CompareTo(other.Id) : order;
    }
}
