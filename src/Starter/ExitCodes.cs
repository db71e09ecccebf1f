namespace Pipelines.Starter;

/// <summary>What the process returns.</summary>
public static class ExitCodes
{
    /// <summary>Done, and the execution (if one was awaited) succeeded.</summary>
    public const int Ok = 0;

    /// <summary>The execution failed or was stopped, or the thing asked for does not exist.</summary>
    public const int Failed = 1;

    /// <summary>The command line or a definition is wrong; nothing was started.</summary>
    public const int InvalidInput = 2;

    /// <summary>Interrupted by Ctrl-C or SIGTERM; the execution is kept and can be resumed.</summary>
    public const int Interrupted = 130;
}
