using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Engine;
using Temporalio.Service.History;
using Stage = Temporalio.Api.Enums.V1.UpdateWorkflowExecutionLifecycleStage;

namespace Temporalio.Service.Frontend;

/// <summary>Update runs, and wait for what comes of it.</summary>
internal sealed class UpdateCalls(FrontendContext context)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    public void Register(CallTable calls)
    {
        calls.Add("UpdateWorkflowExecution", UpdateWorkflowExecutionRequest.Parser, UpdateAsync);
        calls.Add("PollWorkflowExecutionUpdate", PollWorkflowExecutionUpdateRequest.Parser, PollAsync);
    }

    /// <summary>Checks what can be checked before the run is found.</summary>
    public static void Check(UpdateWorkflowExecutionRequest request)
    {
        if (request.Request?.Input is null) throw ServiceException.Invalid("Update is not set on request.");
        if (request.Request.Input.Name.Length == 0) throw ServiceException.Invalid("Update name is not set on request.");
        Checks.Length(request.Request.Meta?.UpdateId ?? "", "UpdateID");
        Checks.Blob(request.Request.Input.Args);
    }

    /// <summary>Gives an update to a run and waits for the stage that the request names.</summary>
    public async Task<UpdateWorkflowExecutionResponse> UpdateAsync(
        RunEntry run, UpdateWorkflowExecutionRequest request, CallContext call)
    {
        var update = request.Request.Clone();
        update.Meta ??= new Meta();
        if (update.Meta.UpdateId.Length == 0) update.Meta.UpdateId = context.Engine.Ids.NewRequestId();
        var id = update.Meta.UpdateId;
        var stage = Wanted(request.WaitPolicy);
        Task<Effect.UpdateProgress> reached;
        Task? durable;
        lock (run.Gate)
        {
            // Waits before it asks, so that no answer is missed.
            durable = context.Engine.Apply_NeedsLock(run, UpdateDecision.Admit(run.State, update, context.Engine.Now));
            reached = Reached_NeedsLock(run, id, stage);
        }

        if (durable is not null) await durable.ConfigureAwait(false);
        var progress = await WaitAsync(reached, call).ConfigureAwait(false);
        return new UpdateWorkflowExecutionResponse
        {
            UpdateRef = Ref(run, id), Stage = progress?.Stage ?? Stage.Admitted, Outcome = progress?.Outcome,
        };
    }

    private async Task<UpdateWorkflowExecutionResponse> UpdateAsync(UpdateWorkflowExecutionRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        Check(request);
        var run = await context.Runs.FindAsync(space, request.WorkflowExecution).ConfigureAwait(false);
        return await UpdateAsync(run, request, call).ConfigureAwait(false);
    }

    private async Task<PollWorkflowExecutionUpdateResponse> PollAsync(PollWorkflowExecutionUpdateRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        if (request.UpdateRef is not { UpdateId.Length: > 0 } reference)
            throw ServiceException.Invalid("UpdateRef is not set on request.");
        var run = await context.Runs.FindAsync(space, reference.WorkflowExecution).ConfigureAwait(false);
        Task<Effect.UpdateProgress> reached;
        lock (run.Gate)
        {
            if (!run.State.Updates.ContainsKey(reference.UpdateId))
                throw RunRefusal.Missing($"update \"{reference.UpdateId}\" not found");
            reached = Reached_NeedsLock(run, reference.UpdateId, Wanted(request.WaitPolicy));
        }

        var progress = await WaitAsync(reached, call).ConfigureAwait(false);
        return new PollWorkflowExecutionUpdateResponse
        {
            UpdateRef = Ref(run, reference.UpdateId),
            Stage = progress?.Stage ?? run.Durable.Updates.GetValueOrDefault(reference.UpdateId)?.Stage ?? Stage.Admitted,
            Outcome = progress?.Outcome,
        };
    }

    /// <summary>Returns a task that ends when the update has reached a stage on disk.</summary>
    private static Task<Effect.UpdateProgress> Reached_NeedsLock(RunEntry run, string id, Stage stage)
    {
        if (run.Durable.Updates.GetValueOrDefault(id) is not { } known) return run.Updates.Wait(id, stage);
        var aborted = !run.Durable.IsRunning && known.Stage == Stage.Accepted;
        if (aborted) return Task.FromResult(new Effect.UpdateProgress(id, Stage.Completed, Closing.AbortedUpdate()));
        return known.Stage >= stage
            ? Task.FromResult(new Effect.UpdateProgress(id, known.Stage, known.Outcome))
            : run.Updates.Wait(id, stage);
    }

    private async Task<Effect.UpdateProgress?> WaitAsync(Task<Effect.UpdateProgress> reached, CallContext call)
    {
        var wait = LongPoll.Within(call, LongestWait);
        return await LongPoll.WaitAsync(reached, wait, context, call).ConfigureAwait(false)
            ? await reached.ConfigureAwait(false)
            : null;
    }

    private static Stage Wanted(WaitPolicy? policy) =>
        policy?.LifecycleStage is { } stage and not Stage.Unspecified ? stage : Stage.Accepted;

    private static UpdateRef Ref(RunEntry run, string id) => new()
    {
        WorkflowExecution = new WorkflowExecution { WorkflowId = run.Key.WorkflowId, RunId = run.Key.RunId }, UpdateId = id,
    };
}
