using System.Runtime.ExceptionServices;
using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Scheduling;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Pipelines.Workflows;

/// <content>Commands as activities, timers and child workflows.</content>
internal sealed partial class FlowShell
{
    private readonly Dictionary<string, CancellationTokenSource> _running = new(StringComparer.Ordinal);
    private readonly Dictionary<int, CancellationTokenSource> _timers = [];
    private readonly Dictionary<string, ChunkRun> _chunks = new(StringComparer.Ordinal);

    private void Perform(FlowCommand command)
    {
        switch (command)
        {
            case FlowCommand.RunJob job:
                _ = RunStepAsync(job.Path, StepActivity.RunJobAsync(job, TokenOf(job.Path)), job.Options);
                break;
            case FlowCommand.RegisterModel model:
                var registration = StepActivity.RegisterModelAsync(model, TokenOf(model.Path));
                _ = RunStepAsync(model.Path, registration, model.Options);
                break;
            case FlowCommand.CallHttp call:
                _ = RunStepAsync(call.Path, StepActivity.CallHttpAsync(call, TokenOf(call.Path)), call.Options);
                break;
            case FlowCommand.RunChunk chunk:
                _ = RunChunkAsync(chunk);
                break;
            case FlowCommand.StopChunk chunk:
                _chunks[ChunkRun.KeyOf(chunk.Path, chunk.Offset)].Stop(chunk);
                break;
            case FlowCommand.StartTimer timer:
                _ = WatchTimerAsync(timer);
                break;
            case FlowCommand.CancelTimer timer:
                if (_timers.Remove(timer.Timer, out var waiting)) waiting.Cancel();
                break;
            case FlowCommand.CancelStep cancel:
                _running[cancel.Path].Cancel();
                break;
            case FlowCommand.StartDeadline deadline:
                _ = WatchDeadlineAsync(deadline.After);
                break;
            case FlowCommand.Finish finish:
                _outcome = finish.Outcome;
                break;
            default:
                throw new InvalidOperationException($"Unknown command {command.GetType().Name}.");
        }
    }

    private CancellationToken TokenOf(string path) => (_running[path] = new CancellationTokenSource()).Token;

    // Nobody awaits this task: what it throws is a fault of this program and has to surface in RunAsync.
    private async Task RunStepAsync(string path, Task<StepResult> activity, StepOptions options)
    {
        try
        {
            FlowEvent ended;
            try
            {
                ended = new FlowEvent.StepCompleted(path, await activity);
            }
            catch (Exception stop) when (TemporalException.IsCanceledException(stop))
            {
                ended = new FlowEvent.StepCancelled(path);
            }
            catch (ActivityFailureException failure)
            {
                ended = StepActivity.FailureOf(path, failure, options);
            }

            if (_running.Remove(path, out var cancel)) cancel.Dispose();
            Take(ended);
        }
        catch (Exception fault)
        {
            _fault = ExceptionDispatchInfo.Capture(fault);
        }
    }

    private async Task RunChunkAsync(FlowCommand.RunChunk chunk)
    {
        try
        {
            using var run = new ChunkRun(chunk);
            _chunks[ChunkRun.KeyOf(chunk.Path, chunk.Offset)] = run;
            var result = await run.EndAsync();
            _chunks.Remove(ChunkRun.KeyOf(chunk.Path, chunk.Offset));
            Take(new FlowEvent.ChunkEnded(chunk.Path, chunk.Offset, result));
        }
        catch (Exception fault)
        {
            _fault = ExceptionDispatchInfo.Capture(fault);
        }
    }

    private async Task WatchTimerAsync(FlowCommand.StartTimer timer)
    {
        var cancel = _timers[timer.Timer] = new CancellationTokenSource();
        try
        {
            await Workflow.DelayWithOptionsAsync(new DelayOptions(timer.After, timer.Path, cancel.Token));
            _timers.Remove(timer.Timer);
            Take(new FlowEvent.TimerFired(timer.Path, timer.Timer));
        }
        catch (Exception stop) when (cancel.IsCancellationRequested && TemporalException.IsCanceledException(stop))
        {
            // Nobody waits for it any more.
        }
        catch (Exception fault)
        {
            _fault = ExceptionDispatchInfo.Capture(fault);
        }
    }

    private async Task WatchDeadlineAsync(TimeSpan after)
    {
        try
        {
            await Workflow.DelayAsync(after, CancellationToken.None);
            Take(new FlowEvent.DeadlineReached());
        }
        catch (Exception fault)
        {
            _fault = ExceptionDispatchInfo.Capture(fault);
        }
    }
}
