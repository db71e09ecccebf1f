using Google.Protobuf;

namespace Temporalio.Service.History;

/// <summary>A fact as it was read back from the store.</summary>
/// <param name="Key">The key that a <see cref="Fact"/> was written under.</param>
/// <param name="Data">What <see cref="Fact.Encode"/> returned then.</param>
internal readonly record struct StoredFact(string Key, ByteString Data);
