using Pipelines.Definitions.Model;
using Pipelines.Definitions.Reading.Shapes;

namespace Pipelines.Definitions.Reading.Steps;

/// <summary>Reads what one step type, or a family of them, has of its own.</summary>
internal abstract class StepReader
{
    /// <summary>The words after <c>type:</c> that it reads.</summary>
    public abstract IReadOnlyList<string> Types { get; }

    /// <summary>True when <c>timeout</c>, <c>retry</c> and <c>queue</c> are taken from the pipeline's
    /// defaults.</summary>
    public virtual bool TakesDefaults => true;

    /// <summary>What steps of the type do, in a sentence that editors show.</summary>
    public abstract string About { get; }

    public static Field Timeout { get; } = new(
        "timeout", Part.Duration, "Longest time for one attempt; of a step with blocks for all that is inside.");

    public static Field Queue { get; } = new(
        "queue", Part.Text, "The task queue whose workers run the step. Default: the execution's own.");

    /// <summary>The fields of the type, with those that all types have.</summary>
    public abstract FieldSet Fields { get; }

    /// <summary>The fields that all types have.</summary>
    protected static FieldSet Common { get; } = new FieldSet(
        [
            new("type", Part.Text, "What the step does."),
            new(StepTemplates.Use, Part.NameOf, "A step under 'templates' that this one is laid over."),
            new("description", Part.Text, "What the step is for."),
            new("needs", Part.Texts, "Steps of the same block that must be done first, besides those it reads."),
            new("when", Part.Expression, "The step is skipped unless this is true."),
            Timeout,
            RetryReader.Field,
            Queue,
            new(
                "onFailure",
                new Shape.Words("stop", "continue", "wait"),
                "After the last attempt: stop the execution (the default), continue without the step, or wait for a "
                + "person."),
            new("tags", Part.Texts, "Free words for selecting steps."),
        ])
        .NotYet("cache", "secrets", "resources");

    /// <summary>The fields of steps that hold blocks.</summary>
    protected static FieldSet WithBlocks { get; } = Common.Without("queue");

    /// <summary>The fields of steps that only decide or wait in the execution itself.</summary>
    protected static FieldSet WithoutAttempts { get; } = Common.Without("timeout", "retry", "queue");

    /// <summary>Reads the step's own fields and returns how its definition is made; null when it cannot be.</summary>
    public abstract Func<StepDefinition>? Read(StepReading step);
}
