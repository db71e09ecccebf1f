using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Pipelines.Starter.Hosting;

/// <summary>Where service and workers log when a person looks for a fault.</summary>
internal static class LogOutput
{
    /// <summary>
    /// Names the least level to log on standard error: <c>trace</c>, <c>debug</c>, <c>information</c>, <c>warning</c>,
    /// <c>error</c>. Unset: nothing is logged.
    /// </summary>
    public const string Variable = "PIPELINES_LOG";

    /// <summary>
    /// Returns a factory as <see cref="Variable"/> asks for; one that logs nothing when it is unset or names no level.
    /// </summary>
    public static ILoggerFactory FromEnvironment() =>
        Enum.TryParse<LogLevel>(Environment.GetEnvironmentVariable(Variable), ignoreCase: true, out var level)
            ? LoggerFactory.Create(logging => logging
                .SetMinimumLevel(level)
                .AddSimpleConsole(console => console.SingleLine = true)
                .Services.Configure<ConsoleLoggerOptions>(
                    console => console.LogToStandardErrorThreshold = LogLevel.Trace))
            : NullLoggerFactory.Instance;
}
