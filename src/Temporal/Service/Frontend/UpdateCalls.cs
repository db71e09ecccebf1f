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
    public void Register(CallTable calls)
    {
        calls.Add("UpdateWorkflowExecution", static () => UpdateWorkflowExecutionRequest.Parser, UpdateAsync);
        calls.Add("PollWorkflowExecutionUpdate", static () => PollWorkflowExecutionUpdateRequest.Parser, PollAsync);
    }

    /// <summary>Checks what can be checked before the run is found.</summary>
    public static void Check(UpdateWorkflowExecutionRequest request)
    {
        if (request.Request?.Input is null) throw ServiceException.Invalid("Update is not set on request.");
        if (request.Request.Input.Name.Length == 0) throw ServiceException.Invalid(
            "Update name is not set on request.");
        Checks.Length(request.Request.Meta?.UpdateId ?? "", "UpdateId");
        Checks.Blob(request.Request.Input.Args);
    }

    /// <summary>Returns an update that is ready to be given to a run.</summary>
    public AdmittedUpdate Prepare(UpdateWorkflowExecutionRequest request) => new(context, request);

    private async Task<UpdateWorkflowExecutionResponse> UpdateAsync(
        UpdateWorkflowExecutionRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        Check(request);
        if (request.WaitPolicy?.LifecycleStage == Stage.Admitted)
        {
            throw ServiceException.With(
                GrpcStatus.PermissionDenied,
                "UpdateWorkflowExecution issued asynchronously and waiting on update admitted is not supported.",
                new Api.ErrorDetails.V1.PermissionDeniedFailure());
        }

        var update = Prepare(request);
        var follows = request.WorkflowExecution is { RunId.Length: 0 };
        while (true)
        {
            if (!await TryAdmitAsync(update, space, request.WorkflowExecution).ConfigureAwait(false)) continue;
            try
            {
                return await update.AnswerAsync(call).ConfigureAwait(false);
            }
            catch (ServiceException closing) when (follows && closing.Status == GrpcStatus.Aborted)
            {
                // The run ended while the update was on its way to it: its next one takes it.
            }
        }
    }

    private async Task<bool> TryAdmitAsync(AdmittedUpdate update, Namespaces.Namespace space, WorkflowExecution? named)
    {
        var run = await context.Runs.FindAsync(space, named).ConfigureAwait(false);
        lock (run.Gate)
        {
            if (!run.State.IsRunning && named is { RunId.Length: 0 } && !context.Runs.IsNewest(run)) return false;
            update.Admit_NeedsLock(run);
            return true;
        }
    }

    private async Task<PollWorkflowExecutionUpdateResponse> PollAsync(
        PollWorkflowExecutionUpdateRequest request, CallContext call)
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
            reached = AdmittedUpdate.Reached_NeedsLock(
                run, reference.UpdateId, AdmittedUpdate.Wanted(request.WaitPolicy));
        }

        var progress = await AdmittedUpdate.WaitAsync(reached, context, call).ConfigureAwait(false);
        return new PollWorkflowExecutionUpdateResponse
        {
            UpdateRef = AdmittedUpdate.Ref(run, reference.UpdateId),
            Stage = progress?.Stage ?? run.Durable.Updates.GetValueOrDefault(
                reference.UpdateId)?.Stage ?? Stage.Admitted,
            Outcome = progress?.Outcome,
        };
    }
}
