namespace Pipelines.Activities.Components.BuiltIn;

/// <summary>The component <c>classifier.evaluate</c>.</summary>
public static class ClassifierEvaluation
{
    /// <summary>Tests a model of <c>classifier.logistic-regression</c> on a table.</summary>
    /// <param name="model">The model.</param>
    /// <param name="test">A clean table that has the model's columns and target.</param>
    /// <param name="context">Takes the log.</param>
    /// <param name="threshold">A row is predicted positive from this probability on. Default 0.5.</param>
    /// <returns>The report: the step's only output.</returns>
    /// <exception cref="ComponentException">A column is missing, or the table is not clean.</exception>
    public static ClassifierReport Run(
        LogisticModel model, Table test, ComponentContext context, double threshold = 0.5)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(context);
        var data = LabeledData.From(test, model.Target, model.Positive, model.Columns);
        var report = ClassifierReport.Compute([.. data.Features.Select(model.Predict)], data.IsPositive, threshold);
        context.Log($"{report.Rows} rows: accuracy {report.Accuracy:F4}, auc {report.Auc:F4}, precision "
            + $"{report.Precision:F4}, recall {report.Recall:F4}");
        return report;
    }
}
