using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Scenarios.Scripts;

/// <summary>Takes the steps that it is given and returns what came of each.</summary>
[Workflow]
public sealed class ScriptedWorkflow(ScriptBench bench)
{
    private readonly List<string> _log = [];
    private readonly HashSet<string> _flags = [];
    private readonly Temporalio.Workflows.Mutex _lock = new();

    [WorkflowQuery]
    public string Log => string.Join(" | ", _log);

    [WorkflowRun]
    public async Task<string> RunAsync(IReadOnlyList<Step> steps)
    {
        await TakeAllAsync(steps, _log, Workflow.CancellationToken);
        return Log;
    }

    [WorkflowSignal]
    public Task RaiseAsync(string flag)
    {
        _flags.Add(flag);
        return Task.CompletedTask;
    }

    [WorkflowSignal]
    public Task DoAsync(IReadOnlyList<Step> steps) => TakeAllAsync(steps, _log, Workflow.CancellationToken);

    [WorkflowUpdate]
    public async Task<string> TryAsync(IReadOnlyList<Step> steps)
    {
        var log = new List<string>();
        await TakeAllAsync(steps, log, Workflow.CancellationToken);
        _log.AddRange(log.Select(line => $"update {line}"));
        return string.Join(" | ", log);
    }

    [WorkflowUpdateValidator(nameof(TryAsync))]
    public void ValidateTry(IReadOnlyList<Step> steps)
    {
        if (steps.Count == 0)
            throw new ApplicationFailureException("there is nothing to do", "NoSteps");
    }

    private async Task TakeAllAsync(IReadOnlyList<Step> steps, List<string> log, CancellationToken cancel)
    {
        foreach (var step in steps)
        {
            try
            {
                await TakeAsync(step, log, cancel);
            }
            catch (Exception e) when (
                step is not (Step.Must or Step.Fail or Step.FailUntilAttempt or Step.All or Step.Locked)
                && e is FailureException or OperationCanceledException)
            {
                log.Add(FailureText.Of(e));
            }
            if (log.Count > 0)
                bench.Set($"{Workflow.Info.WorkflowId} logged {log[^1]}");
        }
    }

    private async Task TakeAsync(Step step, List<string> log, CancellationToken cancel)
    {
        switch (step)
        {
            case Step.Call call:
                log.Add(await Workflow.ExecuteActivityAsync<string?>(
                    call.Activity, [call.Argument], StepOptions.Of(call.With ?? new(), cancel)) ?? "nothing");
                break;
            case Step.CallLocal call:
                log.Add(await Workflow.ExecuteLocalActivityAsync<string?>(
                    call.Activity, [call.Argument], StepOptions.LocalOf(call.With ?? new(), cancel)) ?? "nothing");
                break;
            case Step.Sleep sleep:
                await Workflow.DelayWithOptionsAsync(new(sleep.Milliseconds, sleep.Summary, cancel));
                log.Add("slept");
                break;
            case Step.Await { Milliseconds: null } wait:
                await Workflow.WaitConditionAsync(() => _flags.Contains(wait.Flag), cancel);
                log.Add(wait.Flag);
                break;
            case Step.Await wait:
                log.Add(await Workflow.WaitConditionAsync(
                    () => _flags.Contains(wait.Flag), wait.Milliseconds!.Value, cancel) ? wait.Flag : "too late");
                break;
            case Step.All all:
                await Workflow.WhenAllAsync(all.Steps.Select(one => TakeAllAsync([one], log, cancel)));
                break;
            case Step.Locked locked:
                await _lock.WaitOneAsync(cancel);
                try
                {
                    await TakeAllAsync(locked.Steps, log, cancel);
                }
                finally
                {
                    _lock.ReleaseMutex();
                }
                break;
            case Step.CancelOn on:
                using (var source = CancellationTokenSource.CreateLinkedTokenSource(cancel))
                {
                    var running = TakeAsync(on.Step, log, source.Token);
                    await Workflow.WaitConditionAsync(() => _flags.Contains(on.Flag), CancellationToken.None);
                    source.Cancel();
                    await running;
                }
                break;
            case Step.CancelAtOnce once:
                using (var source = CancellationTokenSource.CreateLinkedTokenSource(cancel))
                {
                    var running = TakeAsync(once.Step, log, source.Token);
                    source.Cancel();
                    await running;
                }
                break;
            case Step.Uncancelled steps:
                await TakeAllAsync(steps.Steps, log, CancellationToken.None);
                break;
            case Step.Must must:
                await TakeAsync(must.Step, log, cancel);
                break;
            default:
                await TakeOtherAsync(step, log, cancel);
                break;
        }
    }

    private async Task TakeOtherAsync(Step step, List<string> log, CancellationToken cancel)
    {
        var id = Workflow.Info.WorkflowId;
        switch (step)
        {
            case Step.Child child:
                log.Add(await Workflow.ExecuteChildWorkflowAsync(
                    (ScriptedWorkflow wf) => wf.RunAsync(child.Steps),
                    StepOptions.Of(id, child.Name, child.With ?? new(), cancel)));
                break;
            case Step.Leave child:
                await Workflow.StartChildWorkflowAsync(
                    (ScriptedWorkflow wf) => wf.RunAsync(child.Steps),
                    StepOptions.Of(id, child.Name, child.With ?? new(), cancel));
                log.Add($"left {child.Name}");
                break;
            case Step.SignalChild child:
                var started = await Workflow.StartChildWorkflowAsync(
                    (ScriptedWorkflow wf) => wf.RunAsync(child.Steps), StepOptions.Of(id, child.Name, new(), cancel));
                await Workflow.WaitConditionAsync(() => _flags.Contains("tell"), cancel);
                await started.SignalAsync(wf => wf.RaiseAsync(child.Flag));
                log.Add(await started.GetResultAsync());
                break;
            case Step.SignalOther other:
                await Workflow.GetExternalWorkflowHandle<ScriptedWorkflow>(id + other.Suffix)
                    .SignalAsync(wf => wf.RaiseAsync(other.Flag));
                log.Add("signalled");
                break;
            case Step.CancelOther other:
                await Workflow.GetExternalWorkflowHandle(id + other.Suffix).CancelAsync();
                log.Add("cancelled");
                break;
            case Step.Patch { Deprecated: true } patch:
                Workflow.DeprecatePatch(patch.Id);
                break;
            case Step.Patch patch:
                log.Add(Workflow.Patched(patch.Id) ? "new" : "old");
                break;
            case Step.Memo memo:
                Workflow.UpsertMemo(memo.Value == null
                    ? MemoUpdate.ValueUnset(memo.Key) : MemoUpdate.ValueSet(memo.Key, memo.Value));
                log.Add($"memo {string.Join(',', Workflow.Memo.Keys.Order())}");
                break;
            case Step.Attribute attribute:
                var key = SearchAttributeKey.CreateKeyword("CustomKeywordField");
                Workflow.UpsertTypedSearchAttributes(
                    attribute.Value == null ? key.ValueUnset() : key.ValueSet(attribute.Value));
                log.Add($"attribute {Workflow.TypedSearchAttributes.TryGetValue(key, out var now)} {now}");
                break;
            case Step.Details details:
                Workflow.CurrentDetails = details.Text;
                break;
            default:
                End(step);
                break;
        }
    }

    private void End(Step step)
    {
        switch (step)
        {
            case Step.Continue next:
                throw Workflow.CreateContinueAsNewException(
                    (ScriptedWorkflow wf) => wf.RunAsync(next.Steps),
                    new()
                    {
                        RunTimeout = next.RunSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                        Memo = next.Note == null ? null : new Dictionary<string, object> { ["note"] = next.Note },
                    });
            case Step.Fail fail:
                throw new ApplicationFailureException(
                    fail.Message, fail.Type, fail.NonRetryable, fail.Detail == null ? null : [fail.Detail]);
            case Step.FailUntilAttempt until when Workflow.Info.Attempt < until.Attempt:
                throw new ApplicationFailureException($"attempt {Workflow.Info.Attempt}", "Again");
            case Step.FailUntilAttempt:
                _log.Add($"attempt {Workflow.Info.Attempt}");
                break;
            case Step.BreakOnce when bench.IsFirst($"break {Workflow.Info.RunId}"):
                throw new InvalidOperationException("a fault of the code, gone with the next task");
            default:
                _log.Add("whole");
                break;
        }
    }
}
