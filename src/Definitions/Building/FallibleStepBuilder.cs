using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Building;

/// <summary>What every step has that may fail.</summary>
/// <typeparam name="T">The step's own builder.</typeparam>
public abstract class FallibleStepBuilder<T> : StepBuilder<T>
    where T : FallibleStepBuilder<T>
{
    private protected FallibleStepBuilder(BuilderNode node)
        : base(node)
    {
    }

    /// <summary>Says what happens after the last attempt failed. Default: the execution stops.</summary>
    public T OnFailure(OnFailure choice) => Set("onFailure", choice switch
    {
        Model.OnFailure.Continue => "continue",
        Model.OnFailure.Wait => "wait",
        _ => "stop",
    });
}
