using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Reading;

/// <summary>What steps take when they do not say it themselves: <c>defaults</c>.</summary>
internal sealed record StepDefaults(RetryDefinition? Retry, TimeSpan? Timeout, string? Queue)
{
    private static readonly FieldSet Set = new(["retry", "timeout", "queue"], ["cache", "resources", "env", "secrets"]);

    public static StepDefaults None { get; } = new(null, null, null);

    public static StepDefaults Read(Fields owner)
    {
        if (owner.Find("defaults") is not { } entry) return None;
        return Fields.Open(owner.Bag, entry.Value, "defaults", entry.Key.Span, Set) is { } fields
            ? new(RetryReader.Read(fields), fields.Duration("timeout"), fields.Text("queue"))
            : None;
    }
}
