namespace Pipelines.Activities.Artifacts;

/// <summary>Walks a directory that becomes an artifact: real files and folders alone, within the limits.</summary>
internal static class DirectoryWalk
{
    /// <summary>Returns files and empty folders below <paramref name="root"/>.</summary>
    /// <exception cref="ArtifactException">A symbolic link, a device, a pipe, or more than the limits
    /// allow.</exception>
    public static IEnumerable<Found> Enumerate(string root, ArtifactLimits limits)
    {
        var waiting = new Stack<(string Relative, int Depth)>([("", 0)]);
        var count = 0;
        while (waiting.TryPop(out var folder))
        {
            var isEmpty = true;
            foreach (var entry in new DirectoryInfo(Path.Combine(root, folder.Relative)).EnumerateFileSystemInfos())
            {
                isEmpty = false;
                var relative = folder.Relative.Length == 0 ? entry.Name : $"{folder.Relative}/{entry.Name}";
                if (++count > limits.Entries)
                    throw Refused($"directory '{root}' holds more than {limits.Entries:N0} entries, the most an "
                        + "artifact may have");
                if (!State.PathName.IsPlain(entry.Name))
                    throw Refused($"'{entry.Name}' in directory '{root}' is not a plain name");
                if (entry.LinkTarget is not null)
                    throw Refused($"'{entry.FullName}' is a symbolic link; copy the file itself there");
                if (entry is FileInfo)
                {
                    CheckRegularFile(entry.FullName);
                    yield return new Found(relative, entry.FullName, IsFolder: false);
                }
                else if (folder.Depth + 1 > limits.Depth)
                {
                    throw Refused($"directory '{root}' has folders more than {limits.Depth} deep at '{relative}'");
                }
                else
                {
                    waiting.Push((relative, folder.Depth + 1));
                }
            }

            if (isEmpty && folder.Depth > 0)
                yield return new Found(folder.Relative, Path.Combine(root, folder.Relative), IsFolder: true);
        }
    }

    /// <summary>Refuses everything but a regular file, before it is opened: opening a pipe would wait for
    /// ever.</summary>
    public static void CheckRegularFile(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null) throw Refused($"'{path}' is a symbolic link; copy the file itself there");
        if (!file.Exists) throw new ArtifactException(ArtifactFault.Missing, $"file '{path}' does not exist");
        if (FileKind.IsSpecial(path))
            throw Refused($"'{path}' is a device, pipe or socket; only regular files are stored");
    }

    private static ArtifactException Refused(string message) => new(ArtifactFault.Refused, message);

    /// <summary>One thing found: its path below the root, its full path, and whether it is an empty folder.</summary>
    public readonly record struct Found(string Relative, string Full, bool IsFolder);
}
