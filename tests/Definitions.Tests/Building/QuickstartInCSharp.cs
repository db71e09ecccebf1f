using Pipelines.Definitions.Building;
using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Tests.Building;

/// <summary>The quickstart's pipeline, as in docs/builder.md.</summary>
internal static class QuickstartInCSharp
{
    // builder.md begins
    public static PipelineBuilder Create()
    {
        var pipeline = new PipelineBuilder("quickstart")
            .Description("Train, check and register a tumour classifier.")
            .Defaults(timeout: TimeSpan.FromMinutes(10));
        var data = pipeline.Parameter("data", ParameterType.File, "data/breast-cancer.csv", "CSV with a header");
        var least = pipeline.Parameter(
            "accuracy", ParameterType.Float, 0.95, "least accuracy to register a model", minimum: 0, maximum: 1);
        var auc = pipeline.Parameter(
            "auc", ParameterType.Float, 0.98, "least area under the ROC curve", minimum: 0, maximum: 1);
        var epochs = pipeline.Parameter("epochs", ParameterType.Int, 500, minimum: 1);
        var seed = pipeline.Parameter("seed", ParameterType.Int, 42);

        var prepare = pipeline.Steps.Processing("prepare", step => step
            .Component("tabular.clean-and-split")
            .Input("data", data)
            .Input("target", "diagnosis")
            .Input("test-fraction", 0.25)
            .Input("seed", seed)
            .Output("train", "train.csv")
            .Output("test", "test.csv")
            .Output("dropped", "dropped.json"));
        var train = pipeline.Steps.Training("train", step => step
            .Component("classifier.logistic-regression")
            .Input("train", prepare.Output("train"))
            .Hyperparameter("target", "diagnosis")
            .Hyperparameter("positive", "M")
            .Hyperparameter("rate", 0.5)
            .Hyperparameter("epochs", epochs)
            .Hyperparameter("l2", 0.001)
            .Hyperparameter("seed", seed));
        var evaluate = pipeline.Steps.Evaluate("evaluate", step => step
            .Component("classifier.evaluate")
            .Input("model", train.Output("model"))
            .Input("test", prepare.Output("test"))
            .Output("report", "report.json"));
        var goodEnough = pipeline.Steps.Condition("good-enough", condition => condition
            .If(evaluate.Metric("accuracy") >= least & evaluate.Metric("auc") >= auc, then =>
            {
                var register = then.Register("register", step => step
                    .Model("breast-cancer", train.Output("model"))
                    .Approval("pending")
                    .Metric("accuracy", evaluate.Metric("accuracy"))
                    .Metric("auc", evaluate.Metric("auc")));
                then.Output("version", register.Output("version"));
            })
            .Else(otherwise => otherwise.Fail(
                "give-up",
                $"accuracy {evaluate.Metric("accuracy")} and AUC {evaluate.Metric("auc")} do not reach {least} and {auc}")));

        return pipeline
            .Output("version", goodEnough.Output("version"))
            .Output("accuracy", evaluate.Metric("accuracy"))
            .Output("auc", evaluate.Metric("auc"));
    }
    // builder.md ends
}
