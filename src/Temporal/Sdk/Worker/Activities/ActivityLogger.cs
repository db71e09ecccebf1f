using Microsoft.Extensions.Logging;
using Temporalio.Activities;

namespace Temporalio.Worker.Activities;

/// <summary>Adds the activity's ids to each entry, without work when nothing is logged.</summary>
internal sealed class ActivityLogger(ILogger inner, ActivityInfo info) : ILogger
{
    public static ILogger For(ILoggerFactory factory, ActivityInfo info) =>
        new ActivityLogger(factory.CreateLogger($"Temporalio.Activity:{info.ActivityType}"), info);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (!inner.IsEnabled(logLevel))
        {
            return;
        }

        using (inner.BeginScope(info.LoggerScope))
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
