using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Reading.Steps;

/// <summary>Reads what one step type, or a family of them, has of its own.</summary>
internal abstract class StepReader
{
    /// <summary>The words after <c>type:</c> that it reads.</summary>
    public abstract IReadOnlyList<string> Types { get; }

    /// <summary>True when <c>timeout</c>, <c>retry</c> and <c>queue</c> are taken from the pipeline's defaults.</summary>
    public virtual bool TakesDefaults => true;

    /// <summary>Returns the fields of the type, given those that all types have.</summary>
    public abstract FieldSet Restrict(FieldSet common);

    /// <summary>Reads the step's own fields and returns how its definition is made; null when it cannot be.</summary>
    public abstract Func<StepDefinition>? Read(StepReading step);
}
