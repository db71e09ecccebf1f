using System.Runtime.InteropServices;

namespace Pipelines.Activities.Jobs;

/// <summary>Signals to processes and process groups, and their names.</summary>
internal static class ProcessSignals
{
    public const int Terminate = 15;
    public const int Kill = 9;

    /// <summary>Sends a signal to a process. False when there is none, or it belongs to another user.</summary>
    public static bool Send(int process, int signal) => process > 1 && SendTo(process, signal) == 0;

    /// <summary>Sends a signal to all of a process group.</summary>
    public static bool SendToGroup(int group, int signal) => group > 1 && SendTo(-group, signal) == 0;

    /// <summary>Returns the signal's name when an exit code is 128 + a signal's number, as .NET and shells report a
    /// killed program; else null.</summary>
    public static string? NameOf(int exitCode) => (exitCode - 128) switch
    {
        1 => "SIGHUP",
        2 => "SIGINT",
        3 => "SIGQUIT",
        4 => "SIGILL",
        6 => "SIGABRT",
        7 => "SIGBUS",
        8 => "SIGFPE",
        9 => "SIGKILL",
        11 => "SIGSEGV",
        13 => "SIGPIPE",
        14 => "SIGALRM",
        15 => "SIGTERM",
        24 => "SIGXCPU",
        25 => "SIGXFSZ",
        31 => "SIGSYS",
        _ => null,
    };

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendTo(int process, int signal);
}
