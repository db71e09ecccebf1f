using System.Linq.Expressions;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Client.Schedules;

/// <summary>Starts a workflow. The time of the action is added to its id.</summary>
/// <param name="Workflow">Type of the workflow.</param>
/// <param name="Args">Its arguments. In a described schedule they are <see cref="IEncodedRawValue"/>.</param>
/// <param name="Options">Id and task queue are required; start delay, signals, cron and id policies are not
/// allowed.</param>
/// <param name="Headers">Headers; null for none. In a described schedule they stand as the service keeps them.</param>
public record ScheduleActionStartWorkflow(
    string Workflow,
    IReadOnlyCollection<object?> Args,
    WorkflowOptions Options,
    IReadOnlyDictionary<string, IEncodedRawValue>? Headers = null)
    : ScheduleAction
{
    /// <summary>Makes the action of starting a workflow by its run method.</summary>
    /// <typeparam name="TWorkflow">Type of the workflow.</typeparam>
    /// <typeparam name="TResult">Type of its result.</typeparam>
    /// <param name="workflowRunCall">A call of the run method, with its arguments.</param>
    /// <param name="options">Options; id and task queue are required.</param>
    /// <returns>The action.</returns>
    public static ScheduleActionStartWorkflow Create<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options)
    {
        var (method, args) = CallExpression.Extract(workflowRunCall);
        return Create(WorkflowDefinition.NameFromRunMethodForCall(method), args, options);
    }

    /// <summary>Makes the action of starting a workflow without result by its run method.</summary>
    /// <typeparam name="TWorkflow">Type of the workflow.</typeparam>
    /// <param name="workflowRunCall">A call of the run method, with its arguments.</param>
    /// <param name="options">Options; id and task queue are required.</param>
    /// <returns>The action.</returns>
    public static ScheduleActionStartWorkflow Create<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options)
    {
        var (method, args) = CallExpression.Extract(workflowRunCall);
        return Create(WorkflowDefinition.NameFromRunMethodForCall(method), args, options);
    }

    /// <summary>Makes the action of starting a workflow by name.</summary>
    /// <param name="workflow">Type of the workflow.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Options; id and task queue are required.</param>
    /// <returns>The action.</returns>
    public static ScheduleActionStartWorkflow Create(
        string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options) => new(workflow, args, options);
}
