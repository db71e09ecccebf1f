using System.Text.Json;
using Pipelines.Definitions.Model;

namespace Pipelines.Activities.Artifacts;

/// <summary>Turns a file or directory on the user's disk into the value of a parameter.</summary>
public static class ArtifactImport
{
    /// <summary>Stores what <paramref name="path"/> names and returns <c>{"$artifact": …}</c>.</summary>
    /// <param name="store">Where to.</param>
    /// <param name="type"><see cref="ParameterType.File"/> or <see cref="ParameterType.Directory"/>.</param>
    /// <param name="projectDirectory">Folder that a relative path starts from.</param>
    /// <param name="path">The path; an absolute one is the user's own choice and is taken as it is.</param>
    /// <param name="cancel">Stops the copy.</param>
    /// <exception cref="ArtifactException">Nothing is there, or it is not of the type.</exception>
    public static async Task<JsonElement> ImportAsync(
        IArtifactStore store, ParameterType type, string projectDirectory, string path, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, Path.GetFullPath(projectDirectory)));
        var name = Path.GetFileName(full);
        switch (type)
        {
            case ParameterType.File:
                if (!File.Exists(full))
                    throw new ArtifactException(
                        ArtifactFault.Missing, Directory.Exists(full)
                        ? $"'{full}' is a directory; the parameter takes a file"
                        : $"file '{full}' does not exist{Relative(path)}");
                // The path was named by the person who runs the pipeline, so a link is followed; inside directories it
                // is not.
                var file = File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
                return ArtifactValue.ToJson(
                    await store.PutFileAsync(file, KindOf(name), name, cancel).ConfigureAwait(false));
            case ParameterType.Directory:
                if (!Directory.Exists(full))
                    throw new ArtifactException(
                        ArtifactFault.Missing, File.Exists(full)
                        ? $"'{full}' is a file; the parameter takes a directory"
                        : $"directory '{full}' does not exist{Relative(path)}");
                var folder = Directory.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
                return ArtifactValue.ToJson(
                    await store.PutDirectoryAsync(folder, ArtifactKind.Directory, name, cancel).ConfigureAwait(false));
            default:
                throw new ArgumentOutOfRangeException(nameof(type), type, "only files and directories are imported");
        }
    }

    private static string Relative(string path) =>
        Path.IsPathRooted(path) ? "" : $"; '{path}' is relative to the folder of the pipeline's file";

    private static ArtifactKind KindOf(string name) => Path.GetExtension(name).ToUpperInvariant() switch
    {
        ".CSV" => ArtifactKind.Table,
        ".NPY" => ArtifactKind.Array,
        _ => ArtifactKind.File,
    };
}
