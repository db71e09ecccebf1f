using Pipelines.Definitions.Model;
using Pipelines.Definitions.Reading.Shapes;
using Pipelines.Definitions.Reading.Steps;

namespace Pipelines.Definitions.Reading;

/// <summary>What steps take when they do not say it themselves: <c>defaults</c>.</summary>
internal sealed record StepDefaults(RetryDefinition? Retry, TimeSpan? Timeout, string? Queue)
{
    private static readonly FieldSet Set = new FieldSet(RetryReader.Field, StepReader.Timeout, StepReader.Queue)
        .NotYet("cache", "resources", "env", "secrets");

    public static Field Field { get; } = new(
        "defaults",
        new Shape.Object(Set),
        "What job, register and http steps take when they do not say it themselves.");

    public static StepDefaults None { get; } = new(null, null, null);

    public static StepDefaults Read(Fields owner)
    {
        if (owner.Find("defaults") is not { } entry) return None;
        return Fields.Open(owner.Bag, entry.Value, "defaults", entry.Key.Span, Set) is { } fields
            ? new(RetryReader.Read(fields), fields.Duration("timeout"), fields.Text("queue"))
            : None;
    }
}
