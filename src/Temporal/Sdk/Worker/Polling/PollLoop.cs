using Microsoft.Extensions.Logging;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Slots;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker.Polling;

/// <summary>Polls in a loop: takes a slot, polls, hands the task on. The slot goes with the task.</summary>
/// <typeparam name="TTask">Type of the poll's answer.</typeparam>
/// <param name="kind">What is polled for, for messages.</param>
/// <param name="slots">Slots for tasks that run at once.</param>
/// <param name="gate">How many polls may be open.</param>
/// <param name="sticky">Whether the polls are for the worker's own queue.</param>
/// <param name="poll">Makes a poll that ends early with the token.</param>
/// <param name="isEmpty">Tells whether an answer holds no task.</param>
/// <param name="advice">Reads what the service advises about polls.</param>
/// <param name="start">Takes a task, and releases its slot when it is done.</param>
/// <param name="logger">Where faults go.</param>
/// <param name="time">The clock.</param>
internal sealed class PollLoop<TTask>(
    string kind,
    SlotPool slots,
    PollGate gate,
    bool sticky,
    Func<CancellationToken, Task<TTask>> poll,
    Func<TTask, bool> isEmpty,
    Func<TTask, PollerScalingDecision?> advice,
    Action<TTask, SlotPermit> start,
    ILogger logger,
    TimeProvider time)
{
    private static readonly TimeSpan Hurry = TimeSpan.FromSeconds(1);

    private readonly Common.DeterministicRandom _random = new((ulong)kind.Length);

    /// <summary>Runs until stopped.</summary>
    /// <param name="stop">No poll is begun any more.</param>
    /// <param name="abort">Polls that are open end at once.</param>
    /// <exception cref="RpcException">The service refuses polls for good.</exception>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        var failures = 0;
        var failing = 0L;
        var hurried = 0;
        while (!stop.IsCancellationRequested)
        {
            if (await ReserveAsync(stop).ConfigureAwait(false) is not { } permit)
            {
                return;
            }

            var handedOn = false;
            try
            {
                var begun = time.GetTimestamp();
                var task = await PollAsync(abort).ConfigureAwait(false);
                failures = 0;
                if (!isEmpty(task))
                {
                    hurried = 0;
                    handedOn = true;
                    start(task, permit);
                }
                else
                {
                    hurried = time.GetElapsedTime(begun) < Hurry ? hurried + 1 : 0;
                    await PauseAsync(hurried, stop).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (abort.IsCancellationRequested)
            {
                return;
            }
            catch (RpcException fault) when (fault.Code == RpcException.StatusCode.Cancelled && abort.IsCancellationRequested)
            {
                return;
            }
            catch (RpcException fault) when (!handedOn && fault.Code == RpcException.StatusCode.DeadlineExceeded)
            {
                failures = 0; // the service has had no task for as long as it was asked: that is no fault
            }
            catch (RpcException fault) when (!handedOn)
            {
                failing = failures == 0 ? time.GetTimestamp() : failing;
                await WaitAfterAsync(fault, ++failures, time.GetElapsedTime(failing), stop).ConfigureAwait(false);
            }
            finally
            {
                if (!handedOn)
                {
                    slots.Release(permit, null);
                }
            }
        }
    }

    // First the right to poll, then the slot: a poll that must not be made holds no slot that another could use.
    private async Task<SlotPermit?> ReserveAsync(CancellationToken stop)
    {
        try
        {
            await gate.EnterAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        try
        {
            return await slots.ReserveAsync(sticky, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            gate.Leave(null, empty: false);
            return null;
        }
    }

    private async Task<TTask> PollAsync(CancellationToken abort)
    {
        PollerScalingDecision? advised = null;
        var empty = false;
        try
        {
            var task = await poll(abort).ConfigureAwait(false);
            (advised, empty) = (advice(task), isEmpty(task));
            return task;
        }
        finally
        {
            gate.Leave(advised, empty);
        }
    }

    // A service that stops answers polls at once with nothing: asking again without pause would be a busy loop.
    private async Task PauseAsync(int hurried, CancellationToken stop)
    {
        if (hurried > 1)
        {
            var pause = TimeSpan.FromMilliseconds(10 * Math.Pow(2, Math.Min(hurried, 8)));
            await Task.Delay(pause < Hurry ? pause : Hurry, time, stop)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WaitAfterAsync(RpcException fault, int failures, TimeSpan since, CancellationToken stop)
    {
        var wait = PollFaultDecision.After(fault, failures, since, _random.NextDouble());
        if (wait == null)
        {
            logger.LogError(fault, "Polling for {Kind} failed for good.", kind);
            throw fault;
        }

        if (wait > TimeSpan.Zero)
        {
            // One poll that fails is no news: a service that stops refuses it, and so does one that is started anew.
            var level = failures > 1 || PollFaultDecision.IsLasting(fault.Code) ? LogLevel.Warning : LogLevel.Debug;
            logger.Log(level, fault, "Polling for {Kind} failed; the next poll follows in {Wait}.", kind, wait);
            await Task.Delay(wait.Value, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
