namespace Temporalio.Client.Schedules;

/// <summary>Values of a field of a calendar, from start to end in steps.</summary>
/// <param name="Start">The first value.</param>
/// <param name="End">The last value; below the start it means the start alone.</param>
/// <param name="Step">The step; 0 means 1.</param>
public record ScheduleRange(int Start, int End, int Step)
{
    /// <summary>Initializes a new instance of the <see cref="ScheduleRange"/> class with one value.</summary>
    /// <param name="start">The value.</param>
    public ScheduleRange(int start)
        : this(start, 0, 0)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ScheduleRange"/> class with all values between.</summary>
    /// <param name="start">The first value.</param>
    /// <param name="end">The last value.</param>
    public ScheduleRange(int start, int end)
        : this(start, end, 0)
    {
    }

    /// <summary>The range of 0 alone.</summary>
    public static readonly ScheduleRange Zero = new(0);

    internal static ScheduleRange FromProto(Api.Schedule.V1.Range proto) => new(proto.Start, proto.End, proto.Step);

    internal Api.Schedule.V1.Range ToProto() => new() { Start = Start, End = End, Step = Step };
}
