using System.Security.Cryptography;
using System.Text;

namespace Pipelines.Activities.State;

/// <summary>Turns names that users chose into file names, and refuses paths that would leave their folder.</summary>
public static class PathName
{
    private const int LongestName = 120;

    /// <summary>
    /// Returns a file name for any text, one to one: letters, digits and <c>. _ - [ ]</c> stay, every other byte
    /// becomes
    /// <c>%</c> and two hexadecimal digits. A name above 120 characters is cut and ends in <c>~</c> and 16 digits of
    /// its SHA-256.
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="text"/> is empty.</exception>
    public static string Escape(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var name = new StringBuilder(text.Length + 8);
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            // A leading dot would hide the file or mean a folder above.
            if ((b == (byte)'.' && name.Length > 0) || char.IsAsciiLetterOrDigit((char)b)
                || b is (byte)'_' or (byte)'-' or (byte)'[' or (byte)']')
                name.Append((char)b);
            else
                name.Append('%').Append(b.ToString("X2"));
        }

        if (name.Length <= LongestName) return name.ToString();
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return string.Concat(name.ToString(0, LongestName - 17), "~", digest.AsSpan(0, 16));
    }

    /// <summary>True when <paramref name="name"/> is one plain name: not empty, no separator, no control character,
    /// not <c>.</c> or <c>..</c>, at most 255 bytes.</summary>
    public static bool IsPlain(string? name) =>
        !string.IsNullOrEmpty(name)
        && name is not ("." or "..")
        && !name.Any(c => c is '/' or '\\' || char.IsControl(c))
        && Encoding.UTF8.GetByteCount(name) <= 255;

    /// <summary>Returns <paramref name="relative"/> below <paramref name="folder"/> as an absolute path.</summary>
    /// <exception cref="PathRefusedException">It is absolute, leaves the folder, or passes through a symbolic
    /// link.</exception>
    public static string Confine(string folder, string relative)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentException.ThrowIfNullOrEmpty(relative);
        if (Path.IsPathRooted(relative))
            throw new PathRefusedException(relative, "it is absolute; name it relative to its folder");

        var current = Path.GetFullPath(folder);
        foreach (var part in relative.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".") continue;
            if (!IsPlain(part)) throw new PathRefusedException(relative, $"its part '{part}' is not a plain name");
            current = Path.Combine(current, part);
            if (new FileInfo(current).LinkTarget is not null)
                throw new PathRefusedException(
                    relative, $"'{part}' is a symbolic link; write a real file or directory there");
        }

        return current;
    }
}
