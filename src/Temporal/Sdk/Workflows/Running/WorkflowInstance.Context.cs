using Microsoft.Extensions.Logging;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Core;
using Temporalio.Worker.Interceptors;
using SuggestContinueAsNewReason = Temporalio.Workflows.SuggestContinueAsNewReason;

namespace Temporalio.Workflows.Running;

/// <summary>What stands behind <see cref="Workflow"/>.</summary>
internal sealed partial class WorkflowInstance
{
    private MetricMeter? _meter;

    private Dictionary<string, IRawValue>? _memo;
    private SearchAttributeCollection? _searchAttributes;
    private string _currentDetails = string.Empty;

    public bool AllHandlersFinished => _running.Count == 0;

    public CancellationToken CancellationToken => _cancellation.Token;

    public bool ContinueAsNewSuggested { get; private set; }

    public string CurrentBuildId => CurrentDeploymentVersion?.BuildId ?? string.Empty;

    public Common.WorkerDeploymentVersion? CurrentDeploymentVersion { get; private set; }

    public string CurrentDetails
    {
        get => _currentDetails;
        set
        {
            CheckWritable("set current details");
            _currentDetails = value;
        }
    }

    public int CurrentHistoryLength { get; private set; }

    public int CurrentHistorySize { get; private set; }

    public WorkflowUpdateInfo? CurrentUpdateInfo => Updating.Value;

    public WorkflowQueryDefinition? DynamicQuery
    {
        get => _dynamicQuery;
        set
        {
            CheckWritable("change handlers");
            _dynamicQuery = value is { Dynamic: false }
                ? throw new ArgumentException($"Query '{value.Name}' is not dynamic.") : value;
        }
    }

    public WorkflowSignalDefinition? DynamicSignal
    {
        get => _dynamicSignal;
        set
        {
            CheckWritable("change handlers");
            _dynamicSignal = value is { Dynamic: false }
                ? throw new ArgumentException($"Signal '{value.Name}' is not dynamic.") : value;
            if (value != null)
                DeliverBuffered(null);
        }
    }

    public WorkflowUpdateDefinition? DynamicUpdate
    {
        get => _dynamicUpdate;
        set
        {
            CheckWritable("change handlers");
            _dynamicUpdate = value is { Dynamic: false }
                ? throw new ArgumentException($"Update '{value.Name}' is not dynamic.") : value;
        }
    }

    public WorkflowInfo Info { get; }

    // Made on the scheduler: the constructor may use Workflow members.
    public object Instance
    {
        get
        {
            if (_instance != null)
                return _instance;
            _instance = Definition.CreateWorkflowInstance(TakeStartArgs());
            _dynamicOptions = Definition.DynamicOptionsGetter?.Invoke(_instance);
            return _instance;
        }
    }

    public bool IsReplaying { get; private set; }

    public bool IsReplayingHistoryEvents => IsReplaying && !_readOnly;

    public ILogger Logger { get; }

    public IReadOnlyDictionary<string, IRawValue> Memo => MutableMemo;

    public MetricMeter MetricMeter => _meter ??= new Runtime.Metering.ReplaySafeMeter(
        (_details.MetricMeter ?? SilentMetricMeter.Instance).WithTags([new("workflow_type", Info.WorkflowType)]),
        () => IsReplayingHistoryEvents);

    public CallNames Names => _details.Names;

    public WorkflowOutboundInterceptor Outbound { get; }

    public IPayloadConverter PayloadConverter => Converter.PayloadConverter;

    public IDictionary<string, WorkflowQueryDefinition> Queries => _queries;

    public DeterministicRandom Random { get; private set; }

    public IDictionary<string, WorkflowSignalDefinition> Signals => _signals;

    public IReadOnlyCollection<SuggestContinueAsNewReason> SuggestedContinueAsNewReasons { get; private set; } = [];

    public bool TargetWorkerDeploymentVersionChanged { get; private set; }

    public SearchAttributeCollection TypedSearchAttributes =>
        _searchAttributes ??= _details.Started.SearchAttributes == null
        ? SearchAttributeCollection.Empty
        : SearchAttributeCollection.FromProto(_details.Started.SearchAttributes);

    public IDictionary<string, WorkflowUpdateDefinition> Updates => _updates;

    public DateTime UtcNow { get; private set; }

    private Dictionary<string, IRawValue> MutableMemo
    {
        get
        {
            if (_memo != null)
                return _memo;
            _memo = new(StringComparer.Ordinal);
            if (_details.Started.Memo != null)
            {
                foreach (var (name, payload) in _details.Started.Memo.Fields)
                    _memo[name] = new RawValue(payload);
            }
            return _memo;
        }
    }

    public ExternalWorkflowHandle<TWorkflow> GetExternalWorkflowHandle<TWorkflow>(string id, string? runId) =>
        new OtherWorkflowHandle<TWorkflow>(this, id, runId);

    public bool Patch(string patchId, bool deprecated)
    {
        ArgumentException.ThrowIfNullOrEmpty(patchId);
        CheckWritable("use patches");
        if (_patches.TryGetValue(patchId, out var known))
            return known;
        var patched = !IsReplaying || _patchesNotified.Contains(patchId);
        if (patched && !deprecated && !IsReplaying && !_patchesNotified.Contains(patchId)
            && _details.PatchActivationCallback is { } callback)
        {
            _readOnly = true;
            try
            {
                patched = callback(new(Info, patchId));
            }
            finally
            {
                _readOnly = false;
            }
        }
        _patches[patchId] = patched;
        if (patched)
            AddCommand(new WorkflowCommand.SetPatch(patchId, deprecated));
        return patched;
    }

    public Task<T> StartTask<T>(Func<Task<T>> function, CancellationToken? cancellationToken)
    {
        CheckWritable("start tasks");
        return _factory.StartNew(function, cancellationToken ?? CancellationToken, TaskCreationOptions.None, this)
            .Unwrap();
    }

    public void UpsertMemo(IReadOnlyCollection<MemoUpdate> updates)
    {
        CheckWritable("change the memo");
        if (updates.Count == 0)
            throw new ArgumentException("At least one memo update is needed.", nameof(updates));
        var upserted = new Memo();
        foreach (var update in updates)
        {
            if (upserted.Fields.ContainsKey(update.UntypedKey))
                throw new ArgumentException($"Memo field '{update.UntypedKey}' is updated twice.", nameof(updates));
            try
            {
                upserted.Fields[update.UntypedKey] =
                    PayloadConverter.ToPayload(update.HasValue ? update.UntypedValue : null);
            }
            catch (Exception fault)
            {
                throw new ArgumentException(
                    $"Memo field '{update.UntypedKey}' cannot be converted: {fault.Message}", nameof(updates), fault);
            }
        }
        foreach (var update in updates)
        {
            if (update.HasValue)
                MutableMemo[update.UntypedKey] = new RawValue(upserted.Fields[update.UntypedKey]);
            else
                MutableMemo.Remove(update.UntypedKey);
        }
        AddCommand(new WorkflowCommand.Note(new Command
        {
            CommandType = CommandType.ModifyWorkflowProperties,
            ModifyWorkflowPropertiesCommandAttributes = new() { UpsertedMemo = upserted },
        }));
    }

    public void UpsertTypedSearchAttributes(IReadOnlyCollection<SearchAttributeUpdate> updates)
    {
        CheckWritable("change search attributes");
        if (updates.Count == 0)
            throw new ArgumentException("At least one search attribute update is needed.", nameof(updates));
        var attributes = new SearchAttributes();
        foreach (var update in updates)
        {
            var name = update.UntypedKey.Name;
            if (attributes.IndexedFields.ContainsKey(name))
                throw new ArgumentException($"Search attribute '{name}' is updated twice.", nameof(updates));
            attributes.IndexedFields[name] =
                SearchAttributePayload.ToPayload(update.UntypedKey, update.HasValue ? update.UntypedValue : null);
        }
        _searchAttributes = TypedSearchAttributes.ApplyUpdates(updates);
        AddCommand(new WorkflowCommand.Note(new Command
        {
            CommandType = CommandType.UpsertWorkflowSearchAttributes,
            UpsertWorkflowSearchAttributesCommandAttributes = new() { SearchAttributes = attributes },
        }));
    }

    public Task<bool> WaitConditionAsync(WaitConditionOptions options)
    {
        CheckWritable("wait");
        ArgumentNullException.ThrowIfNull(options.ConditionCheck);
        var token = options.CancellationToken ?? CancellationToken;
        if (token.IsCancellationRequested)
            return Task.FromCanceled<bool>(token);
        return WaitAsync(options, token);
    }

    public T WithTracingEventListenerDisabled<T>(Func<T> function)
    {
        var commands = _commands.Count;
        var guarded = IsGuarded;
        IsGuarded = false;
        T result;
        try
        {
            result = function();
        }
        finally
        {
            IsGuarded = guarded;
        }
        return _commands.Count == commands
            ? result
            : throw new InvalidOperationException("The function issued workflow commands.");
    }

    private async Task<bool> WaitAsync(WaitConditionOptions options, CancellationToken token)
    {
        var source = new TaskCompletionSource<bool>();
        var node = _conditions.AddLast(new Condition(options.ConditionCheck, source));
        var wait = EnterWait();
        using var timeout = options.Timeout == null ? null : new CancellationTokenSource();
        var registration = token.UnsafeRegister(
            static (state, cancelled) => ((TaskCompletionSource<bool>)state!).TrySetCanceled(cancelled), source);
        try
        {
            if (timeout != null)
                _ = TimeOutAsync(options, source, timeout.Token);
            return await source.Task.ConfigureAwait(true);
        }
        finally
        {
            registration.Unregister();
            if (node.List != null)
                _conditions.Remove(node);
            LeaveWait(wait);
            timeout?.Cancel();
        }
    }

    private async Task TimeOutAsync(
        WaitConditionOptions options, TaskCompletionSource<bool> source, CancellationToken cancel)
    {
        try
        {
            await Outbound.DelayAsync(new(options.Timeout!.Value, cancel, options.TimeoutSummary)).ConfigureAwait(true);
            source.TrySetResult(false);
        }
        catch (OperationCanceledException)
        {
            // The condition held, or the wait was cancelled.
        }
        catch (Exception e)
        {
            source.TrySetException(e);
        }
    }
}
