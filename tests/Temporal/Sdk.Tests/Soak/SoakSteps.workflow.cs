using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Soak;

/// <summary>Takes steps inside a workflow and says what came of each.</summary>
internal sealed class SoakSteps(SoakMessages messages)
{
    private static readonly SearchAttributeKey<long> Number = SearchAttributeKey.CreateLong("CustomIntField");

    public static Task<long> CallAsync(int number, int attempt, CancellationToken cancel) =>
        Workflow.ExecuteActivityAsync(() => SoakActivities.Triple(number, attempt), Options(cancel));

    public async Task<long> TakeAsync(SoakStep step) => step switch
    {
        SoakStep.Call call => await CallAsync(call.Number, call.Attempt, Workflow.CancellationToken),
        SoakStep.CallFails call => -await FailureOf(Workflow.ExecuteActivityAsync(
            () => SoakActivities.Fail(call.Number), Options(Workflow.CancellationToken))),
        SoakStep.CallLocal call => await Workflow.ExecuteLocalActivityAsync(
            () => SoakActivities.Quintuple(call.Number, call.Attempt), LocalOptions),
        SoakStep.CallLocalFails call => -2 * await FailureOf(Workflow.ExecuteLocalActivityAsync(
            () => SoakActivities.Fail(call.Number), LocalOptions)),
        SoakStep.CallCancelled call => await CallCancelledAsync(call),
        SoakStep.Detached detached => await DetachedAsync(detached.Number),
        SoakStep.Draw => await DrawAsync(),
        SoakStep.Together together => (await Workflow.WhenAllAsync(together.Steps.Select(TakeAsync)))
            .Aggregate(0L, SoakModel.Fold),
        SoakStep.Locked locked => await LockedAsync(locked.Count),
        SoakStep.Limited limited => await LimitedAsync(limited.Count),
        SoakStep.Sleep or SoakStep.SleepCancelled or SoakStep.Signal or SoakStep.TooLate or SoakStep.Update =>
            await WaitAsync(step),
        SoakStep.Patch or SoakStep.Memo or SoakStep.Attribute or SoakStep.Details => Note(step),
        _ => await SoakChildSteps.TakeAsync(step),
    };

    private static ActivityOptions Options(CancellationToken cancel) => new()
    {
        StartToCloseTimeout = TimeSpan.FromSeconds(30),
        HeartbeatTimeout = TimeSpan.FromSeconds(3),
        RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(10), BackoffCoefficient = 1 },
        CancellationToken = cancel,
        Summary = "soak",
    };

    private static LocalActivityOptions LocalOptions => new()
    {
        ScheduleToCloseTimeout = TimeSpan.FromSeconds(30),
        RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(5), BackoffCoefficient = 1 },
    };

    private static async Task<long> FailureOf(Task<long> call)
    {
        try
        {
            await call;
            return long.MaxValue;
        }
        catch (ActivityFailureException failure) when (failure.InnerException is ApplicationFailureException cause)
        {
            return cause.Details.ElementAt<int>(0);
        }
    }

    private static async Task<long> CallCancelledAsync(SoakStep.CallCancelled call)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Workflow.CancellationToken);
        var options = Options(source.Token);
        options.CancellationType = call.Type;
        var running = Workflow.ExecuteActivityAsync(() => SoakActivities.HangAsync(), options);
        if (!call.AtOnce)
            await Workflow.DelayAsync(1);
        source.Cancel();
        try
        {
            await running;
            return -1;
        }
        catch (ActivityFailureException failure) when (TemporalException.IsCanceledException(failure)
            || failure.RetryState == RetryState.CancelRequested)
        {
            // The second: its worker ended before it heard of the request; the service does not try again.
            return 9;
        }
    }

    private static async Task<long> DetachedAsync(int number)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Workflow.CancellationToken);
        source.Cancel();
        try
        {
            await Workflow.DelayAsync(TimeSpan.FromHours(1), source.Token);
            return -1;
        }
        catch (OperationCanceledException)
        {
            return 13 * (await CallAsync(number, 1, CancellationToken.None) / 3);
        }
    }

    private static async Task<long> DrawAsync()
    {
        var drawn = $"{Workflow.Random.Next()} {Workflow.NewGuid()} {Workflow.UtcNow.Ticks}";
        var back = await Workflow.ExecuteActivityAsync(
            () => SoakActivities.Echo(drawn), Options(Workflow.CancellationToken));
        return back == drawn ? 14 : -1;
    }

    private static async Task<long> LockedAsync(int count)
    {
        var mutex = new Temporalio.Workflows.Mutex();
        var counted = 0L;
        await Workflow.WhenAllAsync(Enumerable.Range(0, count).Select(async _ =>
        {
            await mutex.WaitOneAsync();
            var before = counted;
            await CallAsync(1, 1, Workflow.CancellationToken);
            counted = before + 1;
            mutex.ReleaseMutex();
        }));
        return counted;
    }

    private static async Task<long> LimitedAsync(int count)
    {
        var two = new Temporalio.Workflows.Semaphore(2);
        var (inside, most) = (0, 0);
        await Workflow.WhenAllAsync(Enumerable.Range(0, count).Select(async number =>
        {
            await two.WaitAsync();
            most = Math.Max(most, ++inside);
            await Workflow.ExecuteLocalActivityAsync(() => SoakActivities.Quintuple(number, 1), LocalOptions);
            inside--;
            two.Release();
        }));
        return (100 * count) + most;
    }

    private static long Note(SoakStep step)
    {
        switch (step)
        {
            case SoakStep.Patch { Deprecated: true } patch:
                Workflow.DeprecatePatch(patch.Id);
                return 10;
            case SoakStep.Patch patch:
                return Workflow.Patched(patch.Id) ? 10 : -1;
            case SoakStep.Memo memo:
                Workflow.UpsertMemo(MemoUpdate.ValueSet(memo.Key, memo.Number));
                return Workflow.PayloadConverter.ToValue<int>(Workflow.Memo[memo.Key]);
            case SoakStep.Attribute attribute:
                Workflow.UpsertTypedSearchAttributes(Number.ValueSet(attribute.Number));
                return Workflow.TypedSearchAttributes.Get(Number) == attribute.Number ? 11 : -1;
            default:
                Workflow.CurrentDetails = ((SoakStep.Details)step).Text;
                return 15;
        }
    }

    private async Task<long> WaitAsync(SoakStep step)
    {
        switch (step)
        {
            case SoakStep.Sleep sleep:
                await Workflow.DelayWithOptionsAsync(new(sleep.Milliseconds, "soak"));
                return 1;
            case SoakStep.Signal signal:
                await Workflow.WaitConditionAsync(() => messages.Heard.ContainsKey(signal.Key));
                return messages.Heard[signal.Key];
            case SoakStep.TooLate late:
                return await Workflow.WaitConditionAsync(() => false, late.Milliseconds) ? -1 : 3;
            case SoakStep.Update update:
                await Workflow.WaitConditionAsync(() => messages.Updated.ContainsKey(update.Key));
                return 7L * messages.Updated[update.Key];
        }

        using var source = CancellationTokenSource.CreateLinkedTokenSource(Workflow.CancellationToken);
        var hour = Workflow.DelayAsync(TimeSpan.FromHours(1), source.Token);
        await Workflow.DelayAsync(1);
        source.Cancel();
        try
        {
            await hour;
            return -1;
        }
        catch (OperationCanceledException)
        {
            return 2;
        }
    }
}
