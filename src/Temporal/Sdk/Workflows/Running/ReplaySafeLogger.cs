using Microsoft.Extensions.Logging;

namespace Temporalio.Workflows.Running;

/// <summary>A workflow's logger: silent on replay, each line with the run, and the update, that it belongs
/// to.</summary>
internal sealed class ReplaySafeLogger(ILogger logger, WorkflowInstance workflow) : ILogger
{
    private Dictionary<string, object>? _scope;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => logger.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => !workflow.IsReplayingHistoryEvents && logger.IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?,
            string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        var info = workflow.Info;
        _scope ??= new()
        {
            ["Attempt"] = info.Attempt,
            ["FirstExecutionRunId"] = info.FirstExecutionRunId,
            ["Namespace"] = info.Namespace,
            ["RunId"] = info.RunId,
            ["TaskQueue"] = info.TaskQueue,
            ["WorkflowId"] = info.WorkflowId,
            ["WorkflowType"] = info.WorkflowType,
        };
        // Where a line goes is no business of the workflow: what the target does may use tasks and timers.
        using var unguarded = workflow.Unguard();
        using var scope = logger.BeginScope(_scope);
        using var updateScope = workflow.CurrentUpdateInfo is { } update
            ? logger.BeginScope(
                new Dictionary<string, object> { ["UpdateId"] = update.Id, ["UpdateName"] = update.Name })
            : null;
        logger.Log(logLevel, eventId, state, exception, formatter);
    }
}
