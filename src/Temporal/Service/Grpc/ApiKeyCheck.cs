using System.Security.Cryptography;
using System.Text;

namespace Temporalio.Service.Grpc;

/// <summary>Tells callers that know a key from those that do not.</summary>
internal sealed class ApiKeyCheck(IEnumerable<string> keys)
{
    private const string Scheme = "Bearer ";
    private readonly byte[][] _digests = [.. keys.Select(Digest)];

    /// <summary>Returns whether a call with this <c>authorization</c> header is let in.</summary>
    public bool Admits(string authorization)
    {
        if (_digests.Length == 0) return true;
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return false;
        var sent = Digest(authorization[Scheme.Length..].Trim());
        var known = false;

        // All are compared, each in the same time, so that a clock tells nothing about any key.
        foreach (var digest in _digests) known |= CryptographicOperations.FixedTimeEquals(digest, sent);
        return known;
    }

    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
