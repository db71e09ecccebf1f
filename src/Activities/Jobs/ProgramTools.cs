namespace Pipelines.Activities.Jobs;

/// <summary>The system's programs that programs are started through (util-linux). A missing one is left out.</summary>
/// <param name="Setsid">Makes the program the leader of a session and process group; null: only a walk over its
/// children ends them.</param>
/// <param name="Setpriv">Has the kernel kill the program when the worker dies; null: the next attempt ends it.</param>
internal sealed record ProgramTools(string? Setsid, string? Setpriv)
{
    /// <summary>Looks for them in the system's own folders, not in a <c>PATH</c> that a user may set.</summary>
    public static ProgramTools Find() =>
        OperatingSystem.IsLinux() ? new(Find("setsid"), Find("setpriv")) : new(null, null);

    private static string? Find(string name) =>
        ((string[])["/usr/bin", "/bin"]).Select(folder => Path.Combine(folder, name)).FirstOrDefault(
            file => File.Exists(file) && !IsBusyBox(file));

    // BusyBox's setpriv has no --pdeathsig, and its setsid is no longer needed then.
    private static bool IsBusyBox(string file) => new FileInfo(file)
        .ResolveLinkTarget(returnFinalTarget: true)?.Name.Contains("busybox", StringComparison.Ordinal) == true;
}
