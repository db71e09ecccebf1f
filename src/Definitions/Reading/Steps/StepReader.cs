using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Reading.Steps;

/// <summary>Reads what one step type, or a family of them, has of its own.</summary>
internal abstract class StepReader
{
    /// <summary>The words after <c>type:</c> that it reads.</summary>
    public abstract IReadOnlyList<string> Types { get; }

    /// <summary>True when <c>timeout</c>, <c>retry</c> and <c>queue</c> are taken from the pipeline's defaults.</summary>
    public virtual bool TakesDefaults => true;

    /// <summary>The fields of the type, with those that all types have.</summary>
    public abstract FieldSet Fields { get; }

    /// <summary>The fields that all types have.</summary>
    protected static FieldSet Common { get; } = new(
        ["type", "description", "needs", "when", "timeout", "retry", "queue", "onFailure", "tags"],
        ["cache", "secrets", "resources"]);

    /// <summary>Reads the step's own fields and returns how its definition is made; null when it cannot be.</summary>
    public abstract Func<StepDefinition>? Read(StepReading step);
}
