using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Schedules;

/// <summary>What a caller wants a schedule to be, checked and completed.</summary>
internal sealed record ScheduleChange
{
    private static readonly TimeSpan DefaultCatchup = TimeSpan.FromDays(365);
    private static readonly TimeSpan LeastCatchup = TimeSpan.FromSeconds(10);

    private ScheduleChange()
    {
    }

    public required ScheduleSpec Spec { get; init; }

    public required SpecTimes Times { get; init; }

    public required ScheduleAction Action { get; init; }

    public required SchedulePolicies Policies { get; init; }

    public required Api.Schedule.V1.ScheduleState State { get; init; }

    /// <summary>The memo; null leaves it as it is.</summary>
    public Memo? Memo { get; init; }

    /// <summary>The search attributes; null leaves them as they are.</summary>
    public SearchAttributes? SearchAttributes { get; init; }

    /// <summary>Returns what a wire schedule asks for.</summary>
    /// <param name="seed">What the jitter depends on.</param>
    /// <exception cref="SpecException">The spec breaks a rule.</exception>
    public static ScheduleChange Of(Schedule? schedule, string seed)
    {
        var spec = CanonicalSpec.Of(schedule?.Spec ?? new ScheduleSpec());
        return new ScheduleChange
        {
            Spec = spec,
            Times = SpecTimes.Of(spec, seed),
            Action = Complete(schedule?.Action),
            Policies = Complete(schedule?.Policies),
            State = schedule?.State ?? new Api.Schedule.V1.ScheduleState(),
        };
    }

    /// <summary>Returns a schedule that begins with this.</summary>
    public ScheduleState Create(ScheduleKey key, string requestId, DateTimeOffset now) => new()
    {
        Key = key,
        CreateRequestId = requestId,
        CreatedAt = now,
        Cursor = now,
        Spec = Spec,
        Times = Times,
        Action = Action,
        Policies = Policies,
        Notes = State.Notes,
        Paused = State.Paused,
        LimitedActions = State.LimitedActions,
        RemainingActions = State.RemainingActions,
        Memo = Memo,
        SearchAttributes = SearchAttributes,
    };

    /// <summary>Returns a schedule with this in place of what it was.</summary>
    public ScheduleState Apply(ScheduleState state) => state with
    {
        Spec = Spec,
        Times = Times,
        Action = Action,
        Policies = Policies,
        Notes = State.Notes,
        Paused = State.Paused,
        LimitedActions = State.LimitedActions,
        RemainingActions = State.RemainingActions,
        Memo = Memo ?? state.Memo,
        SearchAttributes = SearchAttributes ?? state.SearchAttributes,
    };

    private static ScheduleAction Complete(ScheduleAction? given)
    {
        var action = given?.Clone() ?? new ScheduleAction();
        if (action.StartWorkflow?.TaskQueue is { } queue) queue.Kind = TaskQueueKind.Normal;
        return action;
    }

    private static SchedulePolicies Complete(SchedulePolicies? given)
    {
        var policies = given?.Clone() ?? new SchedulePolicies();
        if (policies.OverlapPolicy == ScheduleOverlapPolicy.Unspecified)
            policies.OverlapPolicy = ScheduleOverlapPolicy.Skip;
        var window = policies.CatchupWindow is null ? DefaultCatchup : policies.CatchupWindow.Span();
        policies.CatchupWindow = (window < LeastCatchup ? LeastCatchup : window).Wire();
        return policies;
    }
}
