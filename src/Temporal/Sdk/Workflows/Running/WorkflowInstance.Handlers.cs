using Microsoft.Extensions.Logging;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;
using Temporalio.Core;
using Temporalio.Exceptions;

namespace Temporalio.Workflows.Running;

/// <summary>Signals, queries and updates.</summary>
internal sealed partial class WorkflowInstance
{
    private static readonly AsyncLocal<WorkflowUpdateInfo?> Updating = new();

    private readonly HandlerTable<WorkflowQueryDefinition> _queries;
    private readonly HandlerTable<WorkflowSignalDefinition> _signals;
    private readonly HandlerTable<WorkflowUpdateDefinition> _updates;

    // A list: a dynamic handler that is set later gets them in their order.
    private readonly List<ActivationJob.Signal> _buffered = [];
    private readonly LinkedList<RunningHandler> _running = new();
    private WorkflowQueryDefinition? _dynamicQuery;
    private WorkflowSignalDefinition? _dynamicSignal;
    private WorkflowUpdateDefinition? _dynamicUpdate;

    private static bool IsReserved(string name) =>
        name.StartsWith(HandlerNames.ReservedPrefix, StringComparison.Ordinal);

    private static IReadOnlyDictionary<string, Payload>? Headers(Header? header) =>
        header?.Fields is { Count: > 0 } fields
        ? new Dictionary<string, Payload>(fields)
        : null;

    private void ApplySignal(ActivationJob.Signal signal)
    {
        var definition = _signals.Find(signal.Name) ?? (IsReserved(signal.Name) ? null : _dynamicSignal);
        if (definition == null)
        {
            _buffered.Add(signal);
            return;
        }
        var running = _running.AddLast(new RunningHandler($"signal '{signal.Name}'", definition.UnfinishedPolicy));
        _ = StartOnScheduler(() => RunTopLevelAsync(async () =>
        {
            try
            {
                _ = Instance;
                object?[] args;
                try
                {
                    args = DecodeArgs(
                        definition.Handler, signal.Args, signal.Name, definition.Dynamic, $"Signal {signal.Name}");
                }
                catch (Exception e)
                {
                    // A sender's mistake must not stop the workflow for good.
                    _logger.LogError(
                        e, "Failed decoding the arguments of signal {Signal} of workflow {WorkflowId}; it is dropped",
                            signal.Name, Info.WorkflowId);
                    return;
                }
                await _inbound.HandleSignalAsync(new(signal.Name, definition, args, Headers(signal.Header)))
                    .ConfigureAwait(true);
            }
            finally
            {
                _running.Remove(running);
            }
        }));
    }

    private void DeliverBuffered(string? name)
    {
        for (var at = 0; at < _buffered.Count;)
        {
            var signal = _buffered[at];
            if ((name != null && signal.Name != name) || (name == null && IsReserved(signal.Name)))
            {
                at++;
                continue;
            }
            _buffered.RemoveAt(at);
            ApplySignal(signal);
        }
    }

    private void ApplyUpdate(ActivationJob.Update update)
    {
        _ = StartOnScheduler(() =>
        {
            Updating.Value = new(update.Id, update.Name);
            return RunTopLevelAsync(() => UpdateAsync(update));
        });
    }

    private async Task UpdateAsync(ActivationJob.Update update)
    {
        // The constructor may add handlers.
        _ = Instance;
        var definition = _updates.Find(update.Name) ?? (IsReserved(update.Name) ? null : _dynamicUpdate);
        if (definition == null)
        {
            Reject(update, new InvalidOperationException(
                $"Update handler for {update.Name} expected but not found, known updates: [{Known(_updates.Keys)}]"));
            return;
        }

        object?[] Args() => DecodeArgs(
            definition.Handler, update.Args, update.Name, definition.Dynamic, $"Update {update.Name}");
        var headers = Headers(update.Header);
        object?[] args;
        try
        {
            if (update.RunValidator && definition.Validator != null)
            {
                // The validator gets arguments of its own: a change of them must not reach the handler.
                _readOnly = true;
                try
                {
                    _inbound.ValidateUpdate(new(update.Id, update.Name, definition, Args(), headers));
                }
                finally
                {
                    _readOnly = false;
                }
            }
            args = Args();
        }
        catch (Exception e)
        {
            Reject(update, e);
            return;
        }
        AddCommand(new WorkflowCommand.AcceptUpdate(update.ProtocolInstanceId));

        var running =
            _running.AddLast(new RunningHandler($"update '{update.Name}' ({update.Id})", definition.UnfinishedPolicy));
        try
        {
            var result = await _inbound.HandleUpdateAsync(new(update.Id, update.Name, definition, args, headers))
                .ConfigureAwait(true);
            var payload = Converter.PayloadConverter.ToPayload(result);

            // The codec works on it in place; a raw value may be the workflow's own, to be given again.
            AddCommand(new WorkflowCommand.CompleteUpdate(
                update.ProtocolInstanceId, result is IRawValue ? payload.Clone() : payload, null));
        }
        catch (Exception thrown)
        {
            // What ends a run by its failure ends an update by its failure, and leaves the run alone.
            var e = thrown is ContinueAsNewException
                ? new InvalidOperationException("An update handler cannot continue as new; let the run method do it.")
                : thrown;
            if (FailsWorkflow(e))
            {
                AddCommand(new WorkflowCommand.CompleteUpdate(
                    update.ProtocolInstanceId, null,
                        Converter.FailureConverter.ToFailure(e, Converter.PayloadConverter)));
            }
            else
            {
                _taskFailure ??= e;
            }
        }
        finally
        {
            _running.Remove(running);
        }
    }

    private void Reject(ActivationJob.Update update, Exception e) => AddCommand(new WorkflowCommand.RejectUpdate(
        update.ProtocolInstanceId, Converter.FailureConverter.ToFailure(e, Converter.PayloadConverter)));

    private void Answer(ActivationJob.Query query)
    {
        _readOnly = true;
        try
        {
            var result = StandardQueries.Answer(this, query.Name)
                ?? Converter.PayloadConverter.ToPayload(AnswerByHandler(query));
            _answers.Add(new(query.Id, result, null));
        }
        catch (Exception e)
        {
            _answers.Add(new(query.Id, null, Converter.FailureConverter.ToFailure(e, Converter.PayloadConverter)));
        }
        finally
        {
            _readOnly = false;
        }
    }

    private object? AnswerByHandler(ActivationJob.Query query)
    {
        var definition = _queries.Find(query.Name) ?? (IsReserved(query.Name) ? null : _dynamicQuery)
            ?? throw new InvalidOperationException(
                $"Query handler for {query.Name} expected but not found, known queries: [{Known(_queries.Keys)}]");
        var args = DecodeArgs(definition.Handler, query.Args, query.Name, definition.Dynamic, $"Query {query.Name}");
        var commands = _commands.Count;
        var result = _inbound.HandleQuery(new(query.Id, query.Name, definition, args, Headers(query.Header)));
        return _commands.Count == commands
            ? result
            : throw new InvalidOperationException($"The handler of query {query.Name} issued commands.");
    }

    private object?[] DecodeArgs(
        HandlerMethod method, IReadOnlyList<Payload> payloads, string? name, bool dynamic, string what)
    {
        if (dynamic)
        {
            var raw = new IRawValue[payloads.Count];
            for (var at = 0; at < raw.Length; at++)
                raw[at] = new RawValue(payloads[at]);
            return name == null ? [raw] : [name, raw];
        }
        if (payloads.Count < method.RequiredCount)
        {
            throw new InvalidOperationException(
                $"{what} given {payloads.Count} parameter(s), but more than that are required by the signature "
                    + $"({method.RequiredCount})");
        }
        var args = method.Parameters.Length == 0 ? [] : new object?[method.Parameters.Length];
        for (var at = 0; at < args.Length; at++)
        {
            if (at >= payloads.Count)
            {
                args[at] = method.Parameters[at].DefaultValue;
                continue;
            }
            try
            {
                args[at] = ToValue(Converter.PayloadConverter, payloads[at], method.ParameterTypes[at]);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException(
                    $"{what} parameter at index {at} failed converting to {method.ParameterTypes[at]}", e);
            }
        }
        return args;
    }

    private static string Known(IEnumerable<string> names)
    {
        List<string> sorted = [.. names];
        sorted.Sort(StringComparer.Ordinal);
        return string.Join(' ', sorted);
    }

    private void WarnOfUnfinishedHandlers()
    {
        foreach (var running in _running)
        {
            if (running.Policy == HandlerUnfinishedPolicy.WarnAndAbandon)
            {
                _logger.LogWarning(
                    "[TMPRL1102] Workflow {WorkflowId} finished while its handler of {Handler} still ran; what it "
                        + "was to do is lost. "
                    + "Wait with 'await Workflow.WaitConditionAsync(() => Workflow.AllHandlersFinished)' before the "
                    + "end, or set UnfinishedPolicy to Abandon.",
                    Info.WorkflowId,
                    running.What);
            }
        }
    }

    private sealed record RunningHandler(string What, HandlerUnfinishedPolicy Policy);
}
