namespace Pipelines.Definitions.Building;

/// <summary>A <c>pipeline</c> step.</summary>
public sealed class NestedBuilder : AttemptStepBuilder<NestedBuilder>
{
    internal NestedBuilder(BuilderNode node)
        : base(node)
    {
    }

    /// <summary>Gives a parameter of the pipeline a value.</summary>
    public NestedBuilder With(string parameter, PipelineValue value) => Put("with", parameter, value);
}
