using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Reading;
using Pipelines.Workflows.Scheduling.Binding;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling;

/// <summary>How long a step of type <c>wait</c> waits.</summary>
internal static class WaitTimes
{
    private static readonly TimeSpan Longest = DurationText.Longest;

    /// <summary>Returns the time to wait from <paramref name="now"/> on; negative or zero means not at all.</summary>
    /// <exception cref="FieldException">Its field is no duration or time, or further away than ten years.</exception>
    public static TimeSpan Of(CompiledStep.Wait step, FlowBindings bindings, DateTimeOffset now)
    {
        var (field, time) = step.Duration is { } duration
            ? ("duration", Duration(duration.Evaluate(bindings)))
            : ("until", Until(step.Until!.Evaluate(bindings), now));
        return time <= Longest
            ? time
            : throw FieldException.WrongValue(
                field, Shown.Duration(time), "at most " + Shown.Duration(Longest) + " away");
    }

    private static TimeSpan Duration(Value value) => value switch
    {
        Value.Duration exact => TimeSpan.FromTicks(exact.Nanoseconds / TimeSpan.NanosecondsPerTick),
        Value.Text text when Negative(text.Content) is { } less => less,
        Value.Text text when DurationText.Parse(text.Content) is { } written => written,
        _ => throw FieldException.WrongValue(
            "duration", ValueForms.Describe(value), "a duration such as '90s', '1d' or 'PT1H'"),
    };

    private static TimeSpan? Negative(string text) =>
        text.StartsWith('-') ? -DurationText.Parse(text[1..]) : null;

    private static TimeSpan Until(Value value, DateTimeOffset now)
    {
        if (value is Value.Text text) value = ValueJson.Read(ValueJson.ToElement(text), CelType.Timestamp);
        return value is Value.Timestamp at
            ? DateTimeOffset.UnixEpoch.AddSeconds(at.Seconds).AddTicks(
                at.Nanoseconds / TimeSpan.NanosecondsPerTick) - now
            : throw FieldException.WrongValue(
                "until", ValueForms.Describe(value), "a time such as '2030-01-31T08:00:00Z'");
    }
}
