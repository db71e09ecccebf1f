namespace Pipelines.Definitions.Building;

/// <summary>A <c>fail</c> step.</summary>
public sealed class FailBuilder : StepBuilder<FailBuilder>
{
    internal FailBuilder(BuilderNode node)
        : base(node)
    {
    }
}
