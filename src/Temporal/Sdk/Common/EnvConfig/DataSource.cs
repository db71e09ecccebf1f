using System.Text;

namespace Temporalio.Common.EnvConfig;

/// <summary>Where configured bytes are: in a file, or here.</summary>
public sealed class DataSource
{
    private DataSource()
    {
    }

    /// <summary>Gets the path of the file; null when the bytes are in <see cref="Data"/>.</summary>
    public string? Path { get; private init; }

    /// <summary>Gets the bytes; null when they are in the file at <see cref="Path"/>.</summary>
    public byte[]? Data { get; private init; }

    /// <summary>Returns a source that reads a file when its bytes are asked for.</summary>
    /// <param name="path">Path of the file; not empty.</param>
    /// <returns>The source.</returns>
    public static DataSource FromPath(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new() { Path = path };
    }

    /// <summary>Returns a source of a text.</summary>
    /// <param name="content">The text, taken as UTF-8.</param>
    /// <returns>The source.</returns>
    public static DataSource FromUTF8String(string content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return new() { Data = Encoding.UTF8.GetBytes(content) };
    }

    /// <summary>Returns a source of bytes.</summary>
    /// <param name="data">The bytes; at least one.</param>
    /// <returns>The source.</returns>
    public static DataSource FromBytes(byte[] data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Length > 0 ? new() { Data = data } : throw new ArgumentException("No bytes.", nameof(data));
    }

    /// <summary>Reads what <see cref="ToDictionary"/> wrote.</summary>
    /// <param name="dictionary">An entry <c>data</c> or an entry <c>path</c>.</param>
    /// <returns>The source; null when neither entry is there.</returns>
    public static DataSource? FromDictionary(IReadOnlyDictionary<string, string>? dictionary) =>
        dictionary == null ? null
        : dictionary.TryGetValue("data", out var data) ? FromUTF8String(data)
        : dictionary.TryGetValue("path", out var path) ? FromPath(path)
        : null;

    /// <summary>Returns the bytes, read from the file if they are there.</summary>
    /// <returns>The bytes.</returns>
    public byte[]? GetBytes() => Data ?? (Path == null ? null : File.ReadAllBytes(Path));

    /// <summary>Returns the source as an entry <c>path</c> or an entry <c>data</c>.</summary>
    /// <returns>A dictionary with the one entry.</returns>
    public Dictionary<string, string>? ToDictionary() =>
        Path != null ? new() { ["path"] = Path }
        : Data != null ? new() { ["data"] = Encoding.UTF8.GetString(Data) }
        : null;
}
