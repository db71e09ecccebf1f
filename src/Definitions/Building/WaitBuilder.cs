namespace Pipelines.Definitions.Building;

/// <summary>A <c>wait</c> step.</summary>
public sealed class WaitBuilder : FallibleStepBuilder<WaitBuilder>
{
    internal WaitBuilder(BuilderNode node)
        : base(node)
    {
    }
}
