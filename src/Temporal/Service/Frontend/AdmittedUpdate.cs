using Temporalio.Api.Common.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Engine;
using Temporalio.Service.History;
using Stage = Temporalio.Api.Enums.V1.UpdateWorkflowExecutionLifecycleStage;

namespace Temporalio.Service.Frontend;

/// <summary>An update on its way: given to a run, then waited for.</summary>
internal sealed class AdmittedUpdate
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);
    private readonly FrontendContext _context;
    private readonly Request _update;
    private readonly Stage _stage;
    private RunEntry? _run;
    private Task<Effect.UpdateProgress>? _reached;
    private Task? _durable;

    public AdmittedUpdate(FrontendContext context, UpdateWorkflowExecutionRequest request)
    {
        (_context, _update, _stage) = (context, request.Request.Clone(), Wanted(request.WaitPolicy));
        _update.Meta ??= new Meta();
        if (_update.Meta.UpdateId.Length == 0) _update.Meta.UpdateId = context.Engine.Ids.NewRequestId();
    }

    /// <summary>Gives the update to a run, whose lock the caller holds.</summary>
    /// <exception cref="ServiceException">The run is closed, or got too many updates.</exception>
    public void Admit_NeedsLock(RunEntry run)
    {
        _run = run;
        // Waits before it can be answered, so that no answer is missed.
        if (!run.State.Updates.ContainsKey(_update.Meta.UpdateId))
            _durable = _context.Engine.Apply_NeedsLock(
                run, UpdateDecision.Admit(run.State, _update, _context.Engine.Now));
        _reached = Reached_NeedsLock(run, _update.Meta.UpdateId, _stage);
    }

    /// <summary>Returns the answer, once the run reached the stage that the caller waits for or its time is
    /// over.</summary>
    public async Task<UpdateWorkflowExecutionResponse> AnswerAsync(CallContext call)
    {
        if (_durable is not null) await _durable.ConfigureAwait(false);
        var progress = await WaitAsync(_reached!, _context, call).ConfigureAwait(false);
        return new UpdateWorkflowExecutionResponse
        {
            UpdateRef = Ref(
                _run!, _update.Meta.UpdateId), Stage = progress?.Stage ?? Stage.Admitted, Outcome = progress?.Outcome,
            Link = progress is null ? null : Links.Update(_run!.Key, progress.Outcome),
        };
    }

    /// <summary>Returns a task that ends when the update has reached a stage on disk.</summary>
    public static Task<Effect.UpdateProgress> Reached_NeedsLock(RunEntry run, string id, Stage stage)
    {
        if (run.Durable.Updates.GetValueOrDefault(id) is not { } known) return run.Updates.Wait(id, stage);
        var aborted = !run.Durable.IsRunning && known.Stage == Stage.Accepted;
        if (aborted) return Task.FromResult(new Effect.UpdateProgress(id, Stage.Completed, Closing.AbortedUpdate()));
        return known.Stage >= stage
            ? Task.FromResult(new Effect.UpdateProgress(id, known.Stage, known.Outcome))
            : run.Updates.Wait(id, stage);
    }

    /// <summary>Waits for progress as long as the caller does, at most 20 s; null when there was none.</summary>
    public static async Task<Effect.UpdateProgress?> WaitAsync(
        Task<Effect.UpdateProgress> reached, FrontendContext context, CallContext call)
    {
        var wait = LongPoll.Within(call, LongestWait);
        return await LongPoll.WaitAsync(reached, wait, context, call).ConfigureAwait(false)
            ? await reached.ConfigureAwait(false)
            : null;
    }

    /// <summary>The stage that a caller waits for: accepted unless it says more.</summary>
    public static Stage Wanted(WaitPolicy? policy) =>
        policy?.LifecycleStage is { } stage and not Stage.Unspecified ? stage : Stage.Accepted;

    /// <summary>The name of an update.</summary>
    public static UpdateRef Ref(RunEntry run, string id) => new()
    {
        WorkflowExecution = new WorkflowExecution { WorkflowId = run.Key.WorkflowId, RunId = run.Key.RunId },
            UpdateId = id,
    };
}
