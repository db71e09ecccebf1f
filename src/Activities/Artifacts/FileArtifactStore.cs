using System.Buffers;
using System.Security.Cryptography;
using Pipelines.Activities.State;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;

namespace Pipelines.Activities.Artifacts;

/// <summary>The artifact store on a local disk: <c>sha256/ab/cdef…</c> for files, the same with <c>.tree</c> for a
/// directory's manifest.</summary>
/// <remarks>
/// Content is written to a temporary file, synced, renamed into place, and the folder is synced. A writer always
/// replaces what is
/// there with the same bytes, so storing an artifact again heals a corrupted one.
/// </remarks>
public sealed class FileArtifactStore : IArtifactStore
{
    private const int BufferSize = 128 * 1024;
    private const string TreeEnding = ".tree";
    private const UnixFileMode ReadOnlyMode = UnixFileMode.UserRead;

    private readonly string _content;
    private readonly string _temporary;
    private readonly ArtifactLimits _limits;

    /// <summary>A store in <paramref name="folder"/>, made on first use.</summary>
    /// <param name="folder">Its folder, as in <see cref="StateLayout.Artifacts"/>.</param>
    /// <param name="limits">Null means the defaults.</param>
    public FileArtifactStore(string folder, ArtifactLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _content = Path.Combine(Path.GetFullPath(folder), "sha256");
        _temporary = Path.Combine(Path.GetFullPath(folder), "tmp");
        _limits = limits ?? new ArtifactLimits();
    }

    /// <inheritdoc/>
    public async Task<ArtifactReference> PutFileAsync(
        string path, ArtifactKind kind, string name, CancellationToken cancel)
    {
        CheckName(name);
        var (digest, size) = await CopyInAsync(path, cancel).ConfigureAwait(false);
        return new ArtifactReference(digest, kind, name, size);
    }

    /// <inheritdoc/>
    public async Task<ArtifactReference> PutStreamAsync(
        Stream content, ArtifactKind kind, string name, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(content);
        CheckName(name);
        var (digest, size) = await WriteAsync(content, "", cancel).ConfigureAwait(false);
        return new ArtifactReference(digest, kind, name, size);
    }

    /// <inheritdoc/>
    public async Task<ArtifactReference> PutDirectoryAsync(
        string path, ArtifactKind kind, string name, CancellationToken cancel)
    {
        CheckName(name);
        var entries = new List<ManifestEntry>();
        var total = 0L;
        foreach (var found in DirectoryWalk.Enumerate(path, _limits))
        {
            if (found.IsFolder)
            {
                entries.Add(new ManifestEntry(found.Relative + "/", null, 0));
                continue;
            }

            var (digest, size) = await CopyInAsync(found.Full, cancel).ConfigureAwait(false);
            total += size;
            CheckSize(total, path);
            entries.Add(new ManifestEntry(found.Relative, digest, size));
        }

        using var manifest = new MemoryStream(new DirectoryManifest(entries).ToBytes());
        var (tree, _) = await WriteAsync(manifest, TreeEnding, cancel).ConfigureAwait(false);
        return new ArtifactReference(tree, kind, name, total);
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(ArtifactReference artifact, CancellationToken cancel)
    {
        if (IsDirectory(artifact))
            throw new ArtifactException(ArtifactFault.Refused,
                $"artifact '{artifact.Name}' ({artifact.Digest}) is a directory; it cannot be read as a file");
        var stream = OpenContent(artifact.Digest, artifact.Name, "");
        try
        {
            await CheckedCopyAsync(stream, Stream.Null, artifact.Digest, artifact.Name, cancel).ConfigureAwait(false);
            stream.Position = 0;
            return stream;
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<DirectoryManifest> ReadManifestAsync(ArtifactReference artifact, CancellationToken cancel)
    {
        if (!IsDirectory(artifact)) throw new ArtifactException(
            ArtifactFault.Refused, $"artifact '{artifact.Name}' ({artifact.Digest}) is a file; it has no manifest");
        using var bytes = new MemoryStream();
        var stream = OpenContent(artifact.Digest, artifact.Name, TreeEnding);
        await using (stream.ConfigureAwait(false))
            await CheckedCopyAsync(stream, bytes, artifact.Digest, artifact.Name, cancel).ConfigureAwait(false);
        return DirectoryManifest.Parse(bytes.ToArray());
    }

    /// <inheritdoc/>
    public async Task MaterializeAsync(ArtifactReference artifact, string path, CancellationToken cancel)
    {
        if (!IsDirectory(artifact))
        {
            await CopyOutAsync(artifact.Digest, artifact.Name, path, cancel).ConfigureAwait(false);
            return;
        }

        var manifest = await ReadManifestAsync(artifact, cancel).ConfigureAwait(false);
        StateLayout.CreateFolder(path);
        foreach (var entry in manifest.Entries)
        {
            var target = PathName.Confine(path, entry.Path);
            StateLayout.CreateFolder(entry.Digest is null ? target : Path.GetDirectoryName(target)!);
            if (entry.Digest is not null)
                await CopyOutAsync(entry.Digest, $"{artifact.Name}/{entry.Path}", target, cancel).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public bool IsDirectory(ArtifactReference artifact)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        if (artifact.Kind != ArtifactKind.Directory && File.Exists(PathOf(artifact.Digest, ""))) return false;
        if (File.Exists(PathOf(artifact.Digest, TreeEnding))) return true;
        throw Missing(artifact.Digest, artifact.Name);
    }

    /// <inheritdoc/>
    public bool Exists(string digest) => File.Exists(PathOf(digest, "")) || File.Exists(PathOf(digest, TreeEnding));

    /// <inheritdoc/>
    public bool Delete(string digest)
    {
        var found = Exists(digest);
        File.Delete(PathOf(digest, ""));
        File.Delete(PathOf(digest, TreeEnding));
        return found;
    }

    /// <summary>Removes what writers that died left behind.</summary>
    /// <param name="before">Temporary files last written before this moment are removed; a day ago is safe while
    /// others write.</param>
    /// <returns>How many files were removed.</returns>
    public int RemoveLeftovers(DateTimeOffset before)
    {
        if (!Directory.Exists(_temporary)) return 0;
        var old = Directory.EnumerateFiles(_temporary).Where(
            file => File.GetLastWriteTimeUtc(file) < before.UtcDateTime).ToList();
        foreach (var file in old) File.Delete(file);
        return old.Count;
    }

    private async Task<(string Digest, long Size)> CopyInAsync(string path, CancellationToken cancel)
    {
        DirectoryWalk.CheckRegularFile(path);
        var source = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        await using (source.ConfigureAwait(false))
        {
            CheckSize(source.Length, path);
            return await WriteAsync(source, "", cancel).ConfigureAwait(false);
        }
    }

    private async Task<(string Digest, long Size)> WriteAsync(Stream source, string ending, CancellationToken cancel)
    {
        StateLayout.CreateFolder(_temporary);
        var temporary = Path.Combine(_temporary, Path.GetRandomFileName());
        try
        {
            string digest;
            long size;
            var options =
                new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = ReadOnlyMode;
            var target = new FileStream(temporary, options);
            await using (target.ConfigureAwait(false))
            {
                (digest, size) = await HashingCopyAsync(source, target, cancel).ConfigureAwait(false);
                target.Flush(flushToDisk: true);
            }

            var final = PathOf(digest, ending);
            var folder = Path.GetDirectoryName(final)!;
            var isNew = !Directory.Exists(folder);
            StateLayout.CreateFolder(folder);
            File.Move(temporary, final, overwrite: true);
            DiskSync.Folder(folder);
            if (isNew) DiskSync.Folder(_content);
            return (digest, size);
        }
        finally
        {
            File.Delete(temporary); // nothing is there after the rename
        }
    }

    private async Task<(string Digest, long Size)> HashingCopyAsync(
        Stream source, Stream target, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var size = 0L;
            int read;
            while ((read = await source.ReadAsync(buffer.AsMemory(0, BufferSize), cancel).ConfigureAwait(false)) > 0)
            {
                size += read;
                CheckSize(size, "the content");
                hash.AppendData(buffer, 0, read);
                await target.WriteAsync(buffer.AsMemory(0, read), cancel).ConfigureAwait(false);
            }

            return (ArtifactDigest.From(hash.GetHashAndReset()), size);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task CheckedCopyAsync(
        Stream source, Stream target, string digest, string name, CancellationToken cancel)
    {
        var (seen, _) = await HashingCopyAsync(source, target, cancel).ConfigureAwait(false);
        if (seen != digest)
        {
            throw new ArtifactException(
                ArtifactFault.Corrupted,
                $"artifact '{name}' is corrupted: stored as {digest}, its bytes now have {seen}. Run the step that "
                + "made it again, or restore the artifact folder from a backup");
        }
    }

    private async Task CopyOutAsync(string digest, string name, string path, CancellationToken cancel)
    {
        StateLayout.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var source = OpenContent(digest, name, "");
        await using (source.ConfigureAwait(false))
        {
            var options =
                new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = ReadOnlyMode;
            try
            {
                var target = new FileStream(path, options);
                await using (target.ConfigureAwait(false))
                    await CheckedCopyAsync(source, target, digest, name, cancel).ConfigureAwait(false);
            }
            catch (Exception error) when (error is ArtifactException or OperationCanceledException)
            {
                File.Delete(path); // what was copied must not be taken for the artifact
                throw;
            }
        }
    }

    private FileStream OpenContent(string digest, string name, string ending)
    {
        try
        {
            return new FileStream(PathOf(digest, ending), FileMode.Open, FileAccess.Read,
                FileShare.Read | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Missing(digest, name);
        }
    }

    private string PathOf(string digest, string ending)
    {
        var hex = ArtifactDigest.Hex(digest);
        return Path.Combine(_content, hex[..2], string.Concat(hex.AsSpan(2), ending));
    }

    private static ArtifactException Missing(string digest, string name) => new(
        ArtifactFault.Missing,
        $"artifact '{name}' ({digest}) is not in the store; it was deleted, or the state directory is another one");

    private static void CheckName(string name)
    {
        if (!PathName.IsPlain(name)) throw new ArtifactException(
            ArtifactFault.Refused, $"'{name}' cannot be an artifact's name; it must be a plain file name");
    }

    private void CheckSize(long size, string what)
    {
        if (size > _limits.Bytes) throw new ArtifactException(
            ArtifactFault.Refused, $"{what} has more than {_limits.Bytes:N0} bytes, the most an artifact may have");
    }
}
