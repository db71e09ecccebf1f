using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Scheduling.Binding;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling;

/// <content>Groups and nested pipelines: a block, what catches its failure, and what runs at the end.</content>
internal sealed partial class FlowTurn
{
    private void EnterStages(StepKey key, CompiledStep step, FlowBindings bindings)
    {
        var work = new StepWork.Stages(Stage.Block) { Body = _state.NextFrame };
        if (step is not CompiledStep.Nested nested)
        {
            BeginBlocks(key, work);
            OpenFrame(OpeningOf(key, (int)Stage.Block));
            return;
        }

        var parameters = Requests.Json(nested.With, bindings);
        ParameterForms.Check(nested.Of.Pipeline.Parameters, parameters);
        BeginBlocks(key, work with { Parameters = parameters });
        OpenFrame(OpeningOf(key, (int)Stage.Block) with
        {
            Scope = null,
            Values = BlockValues.OfPipeline(_state, key, parameters),
        });
    }

    private void EndStage(Frame frame, StepKey owner)
    {
        var work = (StepWork.Stages)_state[owner].Work!;
        work = work.Stage == Stage.Finally ? AfterFinally(frame, work) : After(frame, work);
        var step = _state.StepOf(owner) as CompiledStep.Guarded;
        if (work is { Stage: Stage.Block, Status: StepStatus.Failed, Abort: null }
            && step?.Catch is not null
            && _state.Frames[owner.Frame].Halt is null)
        {
            Change(owner, _state[owner] with { Work = work with { Stage = Stage.Catch } });
            OpenFrame(OpeningOf(owner, (int)Stage.Catch));
        }
        else if (work.Stage != Stage.Finally && HasFinally(owner))
        {
            OpenFinally(owner, work);
        }
        else
        {
            EndStages(owner, work, frame);
        }
    }

    private StepWork.Stages After(Frame frame, StepWork.Stages work)
    {
        if (FailureOf(frame, work) is { } failure)
        {
            return work with { Status = StepStatus.Failed, Failure = failure.Cause, Error = failure.Error };
        }

        if (IsUnfinished(frame))
        {
            return work with
            {
                Status = StepStatus.Stopped,
                Error = work.Error ?? new StepError("Cancelled", "not finished: " + frame.Halt?.Reason.Message),
            };
        }

        try
        {
            var outputs = Requests.Json(frame.Block.Outputs, new FlowBindings(_state, frame));
            return work with { Status = StepStatus.Succeeded, Outputs = outputs };
        }
        catch (FieldException missing)
        {
            var (error, cause) = OutputsFailed(frame, missing);
            return work with { Status = StepStatus.Failed, Failure = cause, Error = error };
        }
    }

    private StepWork.Stages AfterFinally(Frame frame, StepWork.Stages work) =>
        work.Status == StepStatus.Succeeded && FailureOf(frame, work: null) is { } failure
            ? work with { Status = StepStatus.Failed, Failure = failure.Cause, Error = failure.Error }
            : work;

    private bool HasFinally(StepKey key) =>
        _state.StepOf(key)
            is CompiledStep.Guarded { Finally: not null } or CompiledStep.Nested { Pipeline.Finally: not null };

    private void OpenFinally(StepKey owner, StepWork.Stages work)
    {
        // What runs at the end is not cut short by the time that the block has used up.
        Change(owner, Released(owner, _state[owner]) with { Work = work with { Stage = Stage.Finally } });
        var isNested = work.Parameters is not null;
        OpenFrame(OpeningOf(owner, (int)Stage.Finally) with
        {
            Scope = isNested ? work.Body : owner.Frame,
            IsShielded = true,
        });
    }

    private void EndStages(StepKey owner, StepWork.Stages work, Frame frame)
    {
        Change(owner, _state[owner] with { Work = work });
        switch (work.Status)
        {
            case StepStatus.Succeeded:
                Succeed(owner, work.Outputs);
                break;
            case StepStatus.Failed:
                AttemptFailed(owner, work.Error!, work.Failure!);
                break;
            default:
                StopOwner(owner, _state.Frames[owner.Frame].Halt ?? frame.Halt);
                break;
        }
    }
}
