using Google.Protobuf;

namespace Temporalio.Service.History;

/// <summary>
/// What a run's history does not tell but its recovery needs. The last value of a key counts. The store calls
/// <see cref="Encode"/> when it writes, so decisions serialize nothing.
/// </summary>
/// <param name="Key">Unique within the run, short.</param>
/// <param name="Body">The value; null deletes the key.</param>
internal readonly record struct Fact(string Key, FactBody? Body)
{
    /// <summary>Returns the bytes to store, or null when the key is to be deleted.</summary>
    public ByteString? Encode() => Body?.Encode();
}
