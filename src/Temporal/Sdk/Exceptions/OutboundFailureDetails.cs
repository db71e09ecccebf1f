namespace Temporalio.Exceptions;

/// <summary>Details of a failure made here.</summary>
/// <param name="Details">The details.</param>
public record OutboundFailureDetails(IReadOnlyCollection<object?>? Details) : IFailureDetails
{
    /// <inheritdoc />
    public int Count => Details?.Count ?? 0;

    /// <inheritdoc />
    public T ElementAt<T>(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return (T)Details!.ElementAt(index)!;
    }
}
