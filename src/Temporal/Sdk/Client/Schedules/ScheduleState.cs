namespace Temporalio.Client.Schedules;

/// <summary>Whether a schedule acts, and how often still.</summary>
public record ScheduleState
{
    /// <summary>Gets a note for people; null for none.</summary>
    public string? Note { get; init; }

    /// <summary>Gets a value indicating whether it does not act by itself.</summary>
    public bool Paused { get; init; }

    /// <summary>Gets a value indicating whether <see cref="RemainingActions"/> counts.</summary>
    public bool LimitedActions { get; init; }

    /// <summary>Gets how many actions are left; triggers and backfills do not count.</summary>
    public long RemainingActions { get; init; }

    internal static ScheduleState FromProto(Api.Schedule.V1.ScheduleState proto) => new()
    {
        Note = proto.Notes.Length == 0 ? null : proto.Notes,
        Paused = proto.Paused,
        LimitedActions = proto.LimitedActions,
        RemainingActions = proto.RemainingActions,
    };

    internal Api.Schedule.V1.ScheduleState ToProto() => new()
    {
        Notes = Note ?? string.Empty,
        Paused = Paused,
        LimitedActions = LimitedActions,
        RemainingActions = RemainingActions,
    };
}
