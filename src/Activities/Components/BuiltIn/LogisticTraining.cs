using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Random;

namespace Pipelines.Activities.Components.BuiltIn;

/// <summary>The component <c>classifier.logistic-regression</c>.</summary>
public static class LogisticTraining
{
    /// <summary>Fits a logistic regression by gradient descent on standardized columns and reports <c>loss</c> and
    /// <c>train-accuracy</c>.</summary>
    /// <param name="train">A clean table: numbers, and the target column.</param>
    /// <param name="target">The target column.</param>
    /// <param name="positive">The label whose probability is predicted; every other label counts as negative.</param>
    /// <param name="context">Takes metrics and the log.</param>
    /// <param name="rate">Step size, above 0. Default 0.5.</param>
    /// <param name="epochs">Steps over the whole table, 1 to 1,000,000. Default 500.</param>
    /// <param name="l2">Weight of the squared weights in the loss, 0 or more; the intercept is free. Default
    /// 0.001.</param>
    /// <param name="seed">Draws the first weights. Default 42.</param>
    /// <returns>The model, which becomes the output <c>model</c>.</returns>
    /// <exception cref="ComponentException">A hyperparameter is out of range, the table is not clean, or the loss grew
    /// without bound.</exception>
    public static LogisticModel Run(
        Table train, string target, string positive, ComponentContext context, double rate = 0.5, int epochs = 500,
        double l2 = 0.001, int seed = 42)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(context);
        if (!(rate > 0) || epochs is < 1 or > 1_000_000 || !(l2 >= 0))
            throw Bad(
                $"rate is {rate}, epochs {epochs}, l2 {l2}; rate must be above 0, epochs 1 to 1,000,000, l2 0 or more");
        var data = LabeledData.From(train, target, positive, columns: null);
        var positives = data.IsPositive.Count(each => each);
        if (positives == 0 || positives == data.IsPositive.Length)
            throw Bad($"{positives} of {data.IsPositive.Length} rows have {target} = '{positive}'; training needs "
                + "both classes");

        var every = Math.Max(1, epochs / 10);
        var (model, loss) = Fit(data, target, positive, rate, epochs, l2, seed, (epoch, current) =>
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (epoch % every == 0)
                context.Log(string.Create(CultureInfo.InvariantCulture, $"epoch={epoch}; loss={current:F6};"));
        });
        var right = data.Features.Where((row, i) => model.Predict(row) >= 0.5 == data.IsPositive[i]).Count();
        context.Metric("loss", loss);
        context.Metric("train-accuracy", (double)right / data.Features.Length);
        return model;
    }

    /// <summary>Fits the model; pure but for <paramref name="progress"/>, which is told every epoch and its
    /// loss.</summary>
    internal static (LogisticModel Model, double Loss) Fit(
        LabeledData data, string target, string positive, double rate, int epochs, double l2, int seed,
        Action<int, double> progress)
    {
        var (means, scales) = Standardization(data.Features);
        var rows = data.Features.Length;
        var x = Matrix<double>.Build.Dense(
            rows, means.Length, (row, column) => (data.Features[row][column] - means[column]) / scales[column]);
        var y = Vector<double>.Build.Dense(rows, row => data.IsPositive[row] ? 1.0 : 0.0);
        var random = new MersenneTwister(seed, threadSafe: false);
        var weights = Vector<double>.Build.Dense(means.Length, _ => (random.NextDouble() - 0.5) * 0.02);
        var intercept = 0.0;
        var loss = 0.0;
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            var scores = x * weights + intercept;
            loss = (LogLoss(scores, y) / rows) + (l2 / 2 * weights.DotProduct(weights));
            if (!double.IsFinite(loss))
                throw Bad($"the loss is {loss} in epoch {epoch}; choose a smaller rate than {rate}");
            progress(epoch, loss);
            var errors = scores.Map(LogisticModel.Sigmoid) - y;
            weights -= rate * ((x.TransposeThisAndMultiply(errors) / rows) + (l2 * weights));
            intercept -= rate * errors.Sum() / rows;
        }

        return (new LogisticModel(target, positive, data.Columns, means, scales, weights.ToArray(), intercept), loss);
    }

    private static (double[] Means, double[] Scales) Standardization(double[][] features)
    {
        var columns = features[0].Length;
        var means = new double[columns];
        var scales = new double[columns];
        for (var column = 0; column < columns; column++)
        {
            var mean = features.Average(row => row[column]);
            var deviation = Math.Sqrt(features.Average(row => (row[column] - mean) * (row[column] - mean)));
            means[column] = mean;
            scales[column] = deviation > 0 ? deviation : 1; // a constant column tells nothing; it becomes 0
        }

        return (means, scales);
    }

    // log(1 + e^s) - y s, without overflow for large scores.
    private static double LogLoss(Vector<double> scores, Vector<double> y)
    {
        var sum = 0.0;
        for (var i = 0; i < scores.Count; i++)
            sum += Math.Max(scores[i], 0) + Math.Log(1 + Math.Exp(-Math.Abs(scores[i]))) - (y[i] * scores[i]);
        return sum;
    }

    private static ComponentException Bad(string message) => new(message, "BadInput", nonRetryable: true);
}
