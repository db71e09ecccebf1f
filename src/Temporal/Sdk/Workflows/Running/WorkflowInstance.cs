using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Core;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;
using VersioningBehavior = Temporalio.Common.VersioningBehavior;

namespace Temporalio.Workflows.Running;

/// <summary>One run of a workflow: the scheduler of all its coroutines, and what they may use. An activation goes in,
/// the
/// commands of the workflow come out. One activation at a time.</summary>
[SuppressMessage("Design", "CA1001", Justification =
    "A token source without a timer holds nothing; the code may use the token to the end.")]
internal sealed partial class WorkflowInstance : TaskScheduler, IWorkflowContext
{
    private readonly WorkflowInstanceDetails _details;
    private readonly TaskFactory _factory;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly ILogger _logger;
    private readonly WorkflowInboundInterceptor _inbound;
    private List<WorkflowCommand> _commands = [];
    private List<QueryAnswer> _answers = [];
    private IReadOnlyList<Payload>? _startArgs;
    private object? _instance;
    private Exception? _taskFailure;
    private bool _mainStarted;
    private bool _closedWithoutFailure;
    private bool _readOnly;
    private WorkflowDefinitionOptions? _dynamicOptions;

    public WorkflowInstance(WorkflowInstanceDetails details, WorkflowActivation first)
    {
        _details = details;
        _factory =
            new(CancellationToken.None, TaskCreationOptions.None, TaskContinuationOptions.ExecuteSynchronously, this);
        Definition = details.Definition;
        Converter = details.DataConverter.WithSerializationContext(
            new ISerializationContext.Workflow(details.Namespace, details.WorkflowId));
        UtcNow = first.Time;
        Random = new(details.RandomSeed);
        _startArgs = details.Started.Input?.Payloads_ ?? (IReadOnlyList<Payload>)[];
        Info = NewInfo(details, Converter);
        _logger = details.LoggerFactory.CreateLogger($"Temporalio.Workflow:{Info.WorkflowType}");
        Logger = new ReplaySafeLogger(_logger, this);
        _dynamicQuery = Definition.DynamicQuery;
        _dynamicSignal = Definition.DynamicSignal;
        _dynamicUpdate = Definition.DynamicUpdate;
        _queries = new(Definition.Queries, CheckHandlersWritable, static query => query.Name, null);
        _updates = new(Definition.Updates, CheckHandlersWritable, static update => update.Name, null);
        _signals = new(Definition.Signals, CheckHandlersWritable, static signal => signal.Name, DeliverBuffered);

        var end = new WorkflowInbound(this);
        WorkflowInboundInterceptor inbound = end;
        for (var at = details.Interceptors.Count - 1; at >= 0; at--)
            inbound = details.Interceptors[at](inbound);
        inbound.Init(new WorkflowOutbound(this));
        _inbound = inbound;
        Outbound = end.Outbound
            ?? throw new InvalidOperationException("A workflow interceptor did not pass Init on to the next one.");
    }

    public WorkflowDefinition Definition { get; }

    internal bool DisableEagerActivityExecution => _details.DisableEagerActivityExecution;

    /// <summary>The converter in this workflow's context.</summary>
    public DataConverter Converter { get; }

    public VersioningBehavior VersioningBehavior =>
        _dynamicOptions is { VersioningBehavior: not VersioningBehavior.Unspecified and var decided }
            ? decided
            : Definition.VersioningBehavior ?? VersioningBehavior.Unspecified;

    /// <summary>Runs the workflow as far as the jobs let it.</summary>
    public ActivationResult Activate(WorkflowActivation activation)
    {
        _commands = [];
        _answers = [];
        _taskFailure = Volatile.Read(ref _foreignWork);
        UtcNow = activation.Time;
        IsReplaying = activation.IsReplaying;
        CurrentHistoryLength = activation.HistoryLength;
        CurrentHistorySize = (int)Math.Min(activation.HistorySize, int.MaxValue);
        ContinueAsNewSuggested = activation.ContinueAsNewSuggested;
        SuggestedContinueAsNewReasons = activation.ContinueAsNewReasons;
        TargetWorkerDeploymentVersionChanged = activation.TargetVersionChanged;
        CurrentDeploymentVersion = activation.Deployment ?? CurrentDeploymentVersion;

        var outerContext = SynchronizationContext.Current;
        var outerWorkflow = Workflow.Lent.Value;
        SynchronizationContext.SetSynchronizationContext(null);
        Workflow.Lent.Value = this;
        _thread = Environment.CurrentManagedThreadId;
        try
        {
            _details.OnTaskStarting?.Invoke(this);
            ThrowTaskFailure();
            // A guard sees the whole process: another worker's may watch where this one's is off.
            IsGuarded = !_details.DisableSchedulerGuard;
            var onlyQueries = true;
            for (var at = 0; at < activation.Jobs.Count; at++)
            {
                if (activation.Jobs[at] is ActivationJob.Query)
                    continue;
                onlyQueries = false;
                Apply(activation.Jobs[at]);
            }
            if (!onlyQueries)
            {
                if (!_mainStarted)
                    StartMain();
                RunUntilBlocked();
            }
            for (var at = 0; at < activation.Jobs.Count; at++)
            {
                if (activation.Jobs[at] is ActivationJob.Query query)
                    Answer(query);
            }
            IsGuarded = false;
            ThrowTaskFailure();
            if (_closedWithoutFailure && !IsReplaying)
                WarnOfUnfinishedHandlers();
        }
        catch (Exception failure)
        {
            _taskFailure ??= failure;
        }
        finally
        {
            IsGuarded = false;
            _thread = 0;
            Workflow.Lent.Value = outerWorkflow;
            SynchronizationContext.SetSynchronizationContext(outerContext);
        }
        _details.OnTaskCompleted?.Invoke(this, _taskFailure);
        return new(_commands, _answers, _taskFailure);
    }

    /// <summary>Returns the value of a result, or throws its failure.</summary>
    public static T Convert<T>(Resolution result, DataConverter converter)
    {
        if (result is Resolution.Failed { Failure: var failure })
            throw converter.FailureConverter.ToException(failure, converter.PayloadConverter);
        if (typeof(T) == typeof(ValueTuple))
            return default!;
        var payload = ((Resolution.Completed)result).Result;
        // Code of other languages may return nothing where a value is expected.
        return payload == null ? default! : (T)ToValue(converter.PayloadConverter, payload, typeof(T))!;
    }

    internal void AddCommand(WorkflowCommand command)
    {
        CheckWritable("issue commands");
        _commands.Add(command);
    }

    internal void CheckWritable(string what)
    {
        if (_readOnly)
            throw new InvalidOperationException($"A query handler or update validator must not {what}.");
        if (_thread != Environment.CurrentManagedThreadId)
        {
            throw new InvalidWorkflowSchedulerException(
                $"Workflow code tried to {what} outside the workflow's own scheduler; "
                + "Task.Run, timers and threads cannot be used in a workflow, see Workflow.RunTaskAsync and "
                + "Workflow.DelayAsync.");
        }
    }

    private void CheckHandlersWritable() => CheckWritable("change handlers");

    internal static object? ToValue(IPayloadConverter converter, Payload payload, Type type) =>
        type == typeof(IRawValue) || type == typeof(RawValue) ? new RawValue(payload)
            : converter.ToValue(payload, type);

    private void StartMain()
    {
        _mainStarted = true;
        _ = StartOnScheduler(() => RunTopLevelAsync(async () =>
        {
            var instance = Instance;
            var args = TakeStartArgs();
            var result =
                await _inbound.ExecuteWorkflowAsync(new(instance, Definition.RunMethod, args)).ConfigureAwait(true);
            Close(new()
            {
                CommandType = CommandType.CompleteWorkflowExecution,
                CompleteWorkflowExecutionCommandAttributes = new()
                {
                    Result = new Payloads { Payloads_ = { Converter.PayloadConverter.ToPayload(result) } },
                },
            });
        }));
    }

    private object?[] _decodedStartArgs = [];

    private object?[] TakeStartArgs()
    {
        if (_startArgs is { } payloads)
        {
            _startArgs = null;
            _decodedStartArgs =
                DecodeArgs(Definition.Run, payloads, null, Definition.Dynamic, $"Workflow {Info.WorkflowType}");
        }
        return _decodedStartArgs;
    }

    /// <summary>Runs workflow code whose exceptions decide the fate of the run or of the task.</summary>
    private async Task RunTopLevelAsync(Func<Task> function)
    {
        try
        {
            try
            {
                await function().ConfigureAwait(true);
            }
            catch (ContinueAsNewException next)
            {
                Close(ContinueAsNewCommand(next.Input));
            }
            catch (Exception e) when (_cancellation.IsCancellationRequested && TemporalException.IsCanceledException(e))
            {
                // Cancellation is a state of the run: a cancelled activity later on ends the run as cancelled as well.
                Close(new()
                {
                    CommandType = CommandType.CancelWorkflowExecution,
                    CancelWorkflowExecutionCommandAttributes = new(),
                });
            }
            catch (Exception e) when (FailsWorkflow(e))
            {
                AddCommand(new WorkflowCommand.Close(new()
                {
                    CommandType = CommandType.FailWorkflowExecution,
                    FailWorkflowExecutionCommandAttributes = new()
                    {
                        Failure = Converter.FailureConverter.ToFailure(e, Converter.PayloadConverter),
                    },
                }));
            }
        }
        catch (Exception e)
        {
            _taskFailure ??= e;
        }
    }

    private void Close(Command command)
    {
        AddCommand(new WorkflowCommand.Close(command));
        _closedWithoutFailure = true;
    }

    internal bool FailsWorkflow(Exception e) => e is FailureException or OperationCanceledException
        || IsOneOf(e, _dynamicOptions?.FailureExceptionTypes ?? Definition.FailureExceptionTypes)
        || IsOneOf(e, _details.FailureExceptionTypes);

    private static bool IsOneOf(Exception e, IReadOnlyCollection<Type>? types)
    {
        if (types == null)
            return false;
        foreach (var type in types)
        {
            if (type.IsInstanceOfType(e))
                return true;
        }
        return false;
    }

    private void ThrowTaskFailure()
    {
        if (_taskFailure != null)
            ExceptionDispatchInfo.Throw(_taskFailure);
    }

    private static WorkflowInfo NewInfo(WorkflowInstanceDetails details, DataConverter converter)
    {
        static string? OrNull(string text) => text.Length == 0 ? null : text;
        static TimeSpan? Bound(Google.Protobuf.WellKnownTypes.Duration? time) =>
            time == null || (time.Seconds == 0 && time.Nanos == 0) ? null : time.ToTimeSpan();
        var started = details.Started;
        var lastResult = started.LastCompletionResult?.Payloads_;
        RawValue[]? last = null;
        if (lastResult is { Count: > 0 })
        {
            last = new RawValue[lastResult.Count];
            for (var at = 0; at < last.Length; at++)
                last[at] = new(lastResult[at]);
        }
        return new(
            Attempt: Math.Max(started.Attempt, 1),
            ContinuedRunId: OrNull(started.ContinuedExecutionRunId),
            CronSchedule: OrNull(started.CronSchedule),
            ExecutionTimeout: Bound(started.WorkflowExecutionTimeout),
            FirstExecutionRunId: started.FirstExecutionRunId.Length > 0 ? started.FirstExecutionRunId : details.RunId,
            Headers: started.Header?.Fields is { Count: > 0 } headers ? new Dictionary<string, Payload>(headers) : null,
            LastFailure: started.ContinuedFailure == null
                ? null : converter.FailureConverter.ToException(started.ContinuedFailure, converter.PayloadConverter),
            LastResult: last,
            Namespace: details.Namespace,
            Parent: started.ParentWorkflowExecution is { WorkflowId.Length: > 0 } parent
                ? new(started.ParentWorkflowNamespace, parent.RunId, parent.WorkflowId) : null,
            Priority: Common.Priority.FromProto(started.Priority),
            RetryPolicy: started.RetryPolicy == null ? null : Common.RetryPolicy.FromProto(started.RetryPolicy),
            Root: started.RootWorkflowExecution is { WorkflowId.Length: > 0 } root ? new(root.RunId, root.WorkflowId)
                : null,
            RunId: details.RunId,
            RunTimeout: Bound(started.WorkflowRunTimeout),
            StartTime: details.FirstTaskTime,
            TaskQueue: details.TaskQueue,
            TaskTimeout: started.WorkflowTaskTimeout?.ToTimeSpan() ?? TimeSpan.FromSeconds(10),
            WorkflowId: details.WorkflowId,
            WorkflowStartTime: details.WorkflowStartTime,
            WorkflowType: started.WorkflowType?.Name ?? string.Empty);
    }
}
