namespace Pipelines.Activities.Jobs;

/// <summary>Finds the file of a program as a shell would, before anything is started.</summary>
internal static class ProgramPath
{
    private const UnixFileMode AnyExecute =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Returns the absolute path.</summary>
    /// <param name="program">A name to look up in <paramref name="searchPath"/>, or a path, relative to <paramref
    /// name="folder"/>.</param>
    /// <param name="folder">Where the program is started.</param>
    /// <param name="searchPath">The program's own <c>PATH</c>.</param>
    /// <exception cref="JobFailedException">It is not there or not executable.</exception>
    public static string Find(string program, string folder, string searchPath)
    {
        if (program.Length == 0) throw NotFound("the command's first word is empty; it must name a program");
        if (program.Contains('/', StringComparison.Ordinal))
        {
            var full = Path.GetFullPath(program, folder);
            if (!File.Exists(full)) throw NotFound($"program '{program}' does not exist (looked for {full})");
            return IsExecutable(full) ? full : throw NotFound(
                $"program '{program}' is not executable; run chmod +x {full}, or name its interpreter first");
        }

        var folders = searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(each => Path.Combine(each, program)).FirstOrDefault(
            full => File.Exists(full) && IsExecutable(full))
            ?? throw NotFound($"program '{program}' is not on this machine; install it, or set PATH in the step's "
                + $"env (PATH is {searchPath})");
    }

    private static bool IsExecutable(string file) =>
        OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & AnyExecute) != 0;

    private static JobFailedException NotFound(string message) =>
        new(JobErrors.ProgramNotFound, message, nonRetryable: true);
}
