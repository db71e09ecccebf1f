namespace Pipelines.Activities.Components.BuiltIn;

/// <summary>The components that come with the product.</summary>
public static class BuiltInComponents
{
    /// <summary>Registers <c>noop</c>, <c>tabular.clean-and-split</c>, <c>classifier.logistic-regression</c> and
    /// <c>classifier.evaluate</c>.</summary>
    public static ComponentRegistry AddTo(ComponentRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        return registry
            .Add("noop", () => { })
            .Add("tabular.clean-and-split", TableSplit.Run)
            .Add("classifier.logistic-regression", LogisticTraining.Run)
            .Add("classifier.evaluate", ClassifierEvaluation.Run);
    }
}
