using System.Globalization;

namespace Pipelines.Activities.State;

/// <summary>Names every file and folder below a state directory. Making one touches no disk.</summary>
/// <remarks>
/// Folders are made with mode 0700, files with 0600: a state directory belongs to one user. Ids and step paths become
/// file
/// names by <see cref="PathName.Escape"/>, so no id can name a file outside.
/// </remarks>
public sealed class StateLayout
{
    /// <summary>Mode of every folder: the owner alone.</summary>
    public const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Mode of every file that is written more than once: the owner alone.</summary>
    public const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>A layout below <paramref name="root"/>.</summary>
    /// <param name="root">The state directory, such as <c>.pipelines</c>; made absolute against the current
    /// directory.</param>
    public StateLayout(string root)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        Root = Path.GetFullPath(root);
    }

    /// <summary>The state directory, absolute.</summary>
    public string Root { get; }

    /// <summary>The embedded service's database.</summary>
    public string ServiceDatabase => Path.Combine(Root, "temporal.db");

    /// <summary>The file that the process which owns the state directory holds open.</summary>
    public string LockFile => Path.Combine(Root, "lock");

    /// <summary>The artifact store.</summary>
    public string Artifacts => Path.Combine(Root, "artifacts");

    /// <summary>The model registry's database.</summary>
    public string RegistryDatabase => Path.Combine(Root, "registry.db");

    /// <summary>Working folders of jobs, one folder for each execution.</summary>
    public string Jobs => Path.Combine(Root, "jobs");

    /// <summary>Logs, one folder for each execution.</summary>
    public string Logs => Path.Combine(Root, "logs");

    /// <summary>The folder of all attempts of one step: <c>jobs/EXECUTION/STEP</c>.</summary>
    public string JobFolder(string executionId, string step) =>
        Path.Combine(Jobs, PathName.Escape(executionId), PathName.Escape(step));

    /// <summary>The working folder of one attempt: <c>jobs/EXECUTION/STEP/attempt-N</c>.</summary>
    public string AttemptFolder(string executionId, string step, int attempt) =>
        Path.Combine(JobFolder(executionId, step), string.Create(CultureInfo.InvariantCulture, $"attempt-{attempt}"));

    /// <summary>The folder of all logs of one step: <c>logs/EXECUTION/STEP</c>.</summary>
    public string LogFolder(string executionId, string step) =>
        Path.Combine(Logs, PathName.Escape(executionId), PathName.Escape(step));

    /// <summary>The log of one attempt: <c>logs/EXECUTION/STEP/attempt-N.log</c>.</summary>
    public string LogFile(string executionId, string step, int attempt) =>
        Path.Combine(
            LogFolder(executionId, step), string.Create(CultureInfo.InvariantCulture, $"attempt-{attempt}.log"));

    /// <summary>The logs of a step that are there, attempt → file, in order of attempts.</summary>
    public IReadOnlyList<(int Attempt, string File)> LogFiles(string executionId, string step)
    {
        var folder = LogFolder(executionId, step);
        if (!Directory.Exists(folder)) return [];
        return
        [
            .. from file in Directory.EnumerateFiles(folder, "attempt-*.log")
               let number = Path.GetFileNameWithoutExtension(file)["attempt-".Length..]
               let attempt = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0
               where attempt > 0
               orderby attempt
               select (attempt, file),
        ];
    }

    /// <summary>
    /// The steps of an execution that have logs, oldest first, by their folder's name: the step's path, unless that was
    /// too long for a name.
    /// </summary>
    public IReadOnlyList<string> StepsWithLogs(string executionId)
    {
        var folder = new DirectoryInfo(Path.Combine(Logs, PathName.Escape(executionId)));
        return folder.Exists
            ? [.. folder.EnumerateDirectories().OrderBy(step => step.CreationTimeUtc).Select(step => step.Name)] : [];
    }

    /// <summary>Makes the state directory, readable by its owner alone. One that exists keeps its mode.</summary>
    public void Prepare() => CreateFolder(Root);

    /// <summary>Deletes working folders and logs of one execution. Artifacts and registered models stay.</summary>
    public void DeleteExecution(string executionId)
    {
        foreach (
            var folder in (string[])[Path.Combine(Jobs, PathName.Escape(executionId)),
            Path.Combine(Logs, PathName.Escape(executionId))])
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Makes <paramref name="path"/> and the missing folders above it, each with <see
    /// cref="FolderMode"/>.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        // The framework gives the mode to the last folder alone.
        if (Path.GetDirectoryName(path) is { Length: > 0 } parent && !Directory.Exists(parent)) CreateFolder(parent);
        Directory.CreateDirectory(path, FolderMode);
    }
}
