namespace Pipelines.Activities.Components.BuiltIn;

/// <summary>A logistic regression over standardized columns; stored as <c>model.json</c>.</summary>
/// <param name="Target">The column that is predicted.</param>
/// <param name="Positive">The label whose probability is predicted.</param>
/// <param name="Columns">The columns it reads, in order.</param>
/// <param name="Means">Subtracted from each column.</param>
/// <param name="Scales">Then each column is divided by this; above 0.</param>
/// <param name="Weights">One for each standardized column.</param>
/// <param name="Intercept">Added to their sum.</param>
public sealed record LogisticModel(
    string Target,
    string Positive,
    IReadOnlyList<string> Columns,
    IReadOnlyList<double> Means,
    IReadOnlyList<double> Scales,
    IReadOnlyList<double> Weights,
    double Intercept)
{
    /// <summary>Returns the probability of <see cref="Positive"/>.</summary>
    /// <param name="features">A number for each of <see cref="Columns"/>, not standardized.</param>
    public double Predict(IReadOnlyList<double> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (features.Count != Columns.Count) throw new ArgumentException(
            $"{features.Count} features were given; the model reads {Columns.Count}", nameof(features));
        var sum = Intercept;
        for (var i = 0; i < features.Count; i++) sum += Weights[i] * ((features[i] - Means[i]) / Scales[i]);
        return Sigmoid(sum);
    }

    /// <summary>The logistic function, exact for large arguments of either sign.</summary>
    internal static double Sigmoid(double x)
    {
        if (x >= 0) return 1 / (1 + Math.Exp(-x));
        var e = Math.Exp(x);
        return e / (1 + e);
    }
}
