using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;

namespace Pipelines.Activities.Artifacts;

/// <summary>Keeps content under the digest of its bytes. Safe for use by many threads and many processes at
/// once.</summary>
/// <remarks>Everything that is read is checked against its digest first: a changed artifact is named, never
/// used.</remarks>
public interface IArtifactStore
{
    /// <summary>Stores a file; the same content is stored once. Returns when it would survive a power cut.</summary>
    /// <param name="path">The file to copy; a symbolic link, a device or a pipe is refused.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="name">The name it is given when a program reads it: a plain file name.</param>
    /// <param name="cancel">Stops the copy; nothing is stored then.</param>
    Task<ArtifactReference> PutFileAsync(string path, ArtifactKind kind, string name, CancellationToken cancel);

    /// <summary>Stores a directory with all below it; symbolic links, devices and pipes are refused.</summary>
    /// <param name="path">The directory to copy.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="name">The name it is given when a program reads it: a plain file name.</param>
    /// <param name="cancel">Stops the copy.</param>
    Task<ArtifactReference> PutDirectoryAsync(string path, ArtifactKind kind, string name, CancellationToken cancel);

    /// <summary>Stores what a stream holds from where it stands to its end.</summary>
    /// <param name="content">The stream; it stays open.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="name">The name it is given when a program reads it: a plain file name.</param>
    /// <param name="cancel">Stops the copy; nothing is stored then.</param>
    Task<ArtifactReference> PutStreamAsync(Stream content, ArtifactKind kind, string name, CancellationToken cancel);

    /// <summary>Returns a stream over a stored file, checked before it is handed out. The caller disposes it.</summary>
    /// <exception cref="ArtifactException">Missing, corrupted, or a directory.</exception>
    Task<Stream> OpenAsync(ArtifactReference artifact, CancellationToken cancel);

    /// <summary>Returns what a stored directory holds.</summary>
    /// <exception cref="ArtifactException">Missing, corrupted, or a file.</exception>
    Task<DirectoryManifest> ReadManifestAsync(ArtifactReference artifact, CancellationToken cancel);

    /// <summary>
    /// Copies an artifact to <paramref name="path"/>, checking every byte: a file becomes this file, a directory's
    /// content
    /// goes below this folder. Files are read-only, and writing to them never reaches the store.
    /// </summary>
    /// <param name="artifact">What to copy.</param>
    /// <param name="path">A file that does not exist, or for a directory a folder that is empty or does not
    /// exist.</param>
    /// <param name="cancel">Stops the copy.</param>
    /// <exception cref="ArtifactException">Missing or corrupted.</exception>
    Task MaterializeAsync(ArtifactReference artifact, string path, CancellationToken cancel);

    /// <summary>True when the artifact is a stored directory, false when it is a stored file.</summary>
    /// <exception cref="ArtifactException">Missing.</exception>
    bool IsDirectory(ArtifactReference artifact);

    /// <summary>True when something is stored under the digest. Its content is not checked.</summary>
    bool Exists(string digest);

    /// <summary>Removes what is stored under the digest; a directory's files stay, since others may hold them too.
    /// False when nothing was there.</summary>
    bool Delete(string digest);

    /// <summary>Removes what writers that died left behind.</summary>
    /// <param name="before">Temporary files last written before this moment are removed; a day ago is safe while others
    /// write.</param>
    /// <returns>How many files were removed.</returns>
    int RemoveLeftovers(DateTimeOffset before);
}
