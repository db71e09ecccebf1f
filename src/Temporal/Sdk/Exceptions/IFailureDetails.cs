namespace Temporalio.Exceptions;

/// <summary>Values that a failure carries.</summary>
public interface IFailureDetails
{
    /// <summary>Gets the number of values.</summary>
    int Count { get; }

    /// <summary>Returns one value.</summary>
    /// <typeparam name="T">Type to convert to.</typeparam>
    /// <param name="index">Its place, from 0.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such value.</exception>
    T ElementAt<T>(int index);
}
