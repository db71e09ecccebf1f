namespace Pipelines.Activities.Artifacts;

/// <summary>The text form of an artifact's digest: <c>sha256:</c> and 64 lower-case hexadecimal digits.</summary>
public static class ArtifactDigest
{
    private const string Prefix = "sha256:";

    /// <summary>Returns the text for 32 bytes of SHA-256.</summary>
    public static string From(ReadOnlySpan<byte> sha256) => Prefix + Convert.ToHexStringLower(sha256);

    /// <summary>True when <paramref name="digest"/> has the form. Checked before a digest becomes part of a
    /// path.</summary>
    public static bool IsValid(string? digest) =>
        digest is not null
        && digest.Length == Prefix.Length + 64
        && digest.StartsWith(Prefix, StringComparison.Ordinal)
        && digest.Skip(Prefix.Length).All(char.IsAsciiHexDigitLower);

    /// <summary>Returns the 64 digits.</summary>
    /// <exception cref="ArtifactException">The form is another.</exception>
    public static string Hex(string? digest) => IsValid(digest)
        ? digest![Prefix.Length..]
        : throw new ArtifactException(ArtifactFault.Refused,
            $"'{digest}' is not an artifact's digest; it reads sha256: and 64 lower-case hexadecimal digits");
}
