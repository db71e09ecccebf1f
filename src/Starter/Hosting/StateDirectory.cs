using Pipelines.Starter.Commands;

namespace Pipelines.Starter.Hosting;

/// <summary>Finds the directory that holds executions, artifacts, logs and the model registry.</summary>
public static class StateDirectory
{
    /// <summary>Its name beside a project.</summary>
    public const string Name = ".pipelines";

    /// <summary>
    /// Returns <paramref name="given"/> made absolute; without it <c>.pipelines</c> in the nearest folder, from
    /// <paramref name="workingDirectory"/> upwards, that holds one or a <c>pipelines.yaml</c>; without such a folder in
    /// the working directory.
    /// </summary>
    /// <exception cref="CommandException"><paramref name="given"/> is empty or a file.</exception>
    public static string Find(string? given, string workingDirectory)
    {
        if (given is not null)
        {
            if (string.IsNullOrWhiteSpace(given))
                throw new CommandException(ExitCodes.InvalidInput, "--state is empty; it must name a directory.");
            var named = Path.GetFullPath(given, workingDirectory);
            return !File.Exists(named)
                ? named
                : throw new CommandException(
                    ExitCodes.InvalidInput, $"--state {given} is a file; it must name a directory.");
        }

        for (var folder = new DirectoryInfo(workingDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, Name))
                || File.Exists(Path.Combine(folder.FullName, "pipelines.yaml")))
                return Path.Combine(folder.FullName, Name);
        }

        return Path.Combine(workingDirectory, Name);
    }
}
