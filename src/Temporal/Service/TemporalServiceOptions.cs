using Microsoft.Extensions.Logging;
using Temporalio.Service.Store;

namespace Temporalio.Service;

/// <summary>What an embedded Temporal service is started with.</summary>
public sealed record TemporalServiceOptions
{
    /// <summary>The directory that keeps the state; made when missing. Null keeps everything in memory.</summary>
    public string? StateDirectory { get; init; }

    /// <summary>The clock behind all timers and timestamps. The system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// The clock of callers that wait, as polls do: <see cref="TimeProvider"/> by default. To be another one where that
    /// one skips, since callers wait in their own time.
    /// </summary>
    public TimeProvider? CallTimeProvider { get; init; }

    /// <summary>
    /// Whether the time skips: for tests. False by default. It begins locked; once unlocked by Temporal's TestService
    /// calls, it goes straight to the next timer whenever nothing is at work. Then the clocks above do not count.
    /// </summary>
    public bool TimeSkipping { get; init; }

    /// <summary>Where the service logs. Nowhere by default.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>Namespaces to create at the start unless they are there. <c>default</c> by default.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = ["default"];

    /// <summary>How long closed runs are kept in namespaces that name no time. 90 days by default, at least one
    /// day.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Called at the named points of the commit path; tests stop there.</summary>
    internal Action<CrashPoint>? OnCrashPoint { get; init; }

    /// <summary>The name of the layer between SQLite and the disk; null for the operating system's own. Tests let it
    /// fail.</summary>
    internal string? SqliteVfs { get; init; }
}
