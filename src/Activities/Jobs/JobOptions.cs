namespace Pipelines.Activities.Jobs;

/// <summary>How a worker runs jobs.</summary>
public sealed record JobOptions
{
    /// <summary>Time between SIGTERM and SIGKILL when a program is stopped. Default 120 s, as on SageMaker.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>The same for a program that an earlier attempt left running. Default 5 s.</summary>
    public TimeSpan LeftoverGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long to wait for the end of a program's output after the program ended. Default 2 s; what still
    /// writes then is killed.</summary>
    public TimeSpan OutputGrace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Bytes of a log file before lines are dropped. Default 64 MiB.</summary>
    public long LogBytes { get; init; } = 64L << 20;

    /// <summary>Which working folders stay. Default: those of failed attempts.</summary>
    public KeepFolders KeepFolders { get; init; }

    /// <summary>The host's variables that programs see; everything else of the host's environment is hidden from
    /// them.</summary>
    public IReadOnlyList<string> HostVariables { get; init; } = ["PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ"];

    /// <summary>
    /// True when a job that the worker's stop interrupts is left open, so that the service starts it again as a new
    /// attempt; for a
    /// worker that lives in one process with the service. Default false: it fails with <see
    /// cref="JobErrors.WorkerStopped"/>.
    /// </summary>
    public bool LeaveOpenOnShutdown { get; init; }
}
