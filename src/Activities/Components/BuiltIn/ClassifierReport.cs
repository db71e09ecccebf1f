using System.Text.Json.Serialization;

namespace Pipelines.Activities.Components.BuiltIn;

/// <summary>How good a classifier is on a table.</summary>
/// <param name="Accuracy">Share of rows predicted right.</param>
/// <param name="Auc">Area under the ROC curve; null when one class is absent.</param>
/// <param name="Precision">Share of positive predictions that are right; 0 when there are none.</param>
/// <param name="Recall">Share of positive rows that are found; 0 when there are none.</param>
/// <param name="F1">Harmonic mean of both; 0 when both are 0.</param>
/// <param name="LogLoss">Mean of −ln of the probability given to the true class, probabilities cut to [1e-15, 1 −
/// 1e-15].</param>
/// <param name="Rows">Rows tested.</param>
/// <param name="Confusion">The counts behind it.</param>
public sealed record ClassifierReport(
    double Accuracy,
    double? Auc,
    double Precision,
    double Recall,
    double F1,
    [property: JsonPropertyName("log_loss")] double LogLoss,
    int Rows,
    ConfusionCounts Confusion)
{
    /// <summary>Computes the report.</summary>
    /// <param name="probabilities">Predicted probability of the positive class, for each row.</param>
    /// <param name="isPositive">The truth, for each row.</param>
    /// <param name="threshold">A row is predicted positive from this probability on.</param>
    /// <exception cref="ArgumentException">There are no rows, or not as many of both.</exception>
    public static ClassifierReport Compute(
        IReadOnlyList<double> probabilities, IReadOnlyList<bool> isPositive, double threshold)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(isPositive);
        if (probabilities.Count == 0 || probabilities.Count != isPositive.Count)
            throw new ArgumentException($"{probabilities.Count} probabilities and {isPositive.Count} labels were "
                + "given; both must be as many, and at least 1");

        int truePositive = 0, falsePositive = 0, trueNegative = 0, falseNegative = 0;
        var logLoss = 0.0;
        for (var i = 0; i < probabilities.Count; i++)
        {
            var predicted = probabilities[i] >= threshold;
            if (predicted && isPositive[i]) truePositive++;
            else if (predicted) falsePositive++;
            else if (isPositive[i]) falseNegative++;
            else trueNegative++;
            var p = Math.Clamp(probabilities[i], 1e-15, 1 - 1e-15);
            logLoss -= Math.Log(isPositive[i] ? p : 1 - p);
        }

        var precision = Ratio(truePositive, truePositive + falsePositive);
        var recall = Ratio(truePositive, truePositive + falseNegative);
        return new ClassifierReport(
            Ratio(truePositive + trueNegative, probabilities.Count),
            AreaUnderCurve(probabilities, isPositive),
            precision,
            recall,
            precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0,
            logLoss / probabilities.Count,
            probabilities.Count,
            new ConfusionCounts(truePositive, falsePositive, trueNegative, falseNegative));
    }

    /// <summary>The Mann–Whitney form: the chance that a positive row is ranked above a negative one, ties counting
    /// half.</summary>
    private static double? AreaUnderCurve(IReadOnlyList<double> probabilities, IReadOnlyList<bool> isPositive)
    {
        var positives = isPositive.Count(each => each);
        var negatives = isPositive.Count - positives;
        if (positives == 0 || negatives == 0) return null;

        var order = Enumerable.Range(0, probabilities.Count).OrderBy(i => probabilities[i]).ToArray();
        var rankSum = 0.0;
        for (var start = 0; start < order.Length;)
        {
            var end = start + 1;
            while (end < order.Length && probabilities[order[end]].Equals(probabilities[order[start]])) end++;
            var rank = (start + 1 + end) / 2.0; // ties share the mean of ranks start+1 … end
            for (var i = start; i < end; i++)
            {
                if (isPositive[order[i]]) rankSum += rank;
            }

            start = end;
        }

        return (rankSum - (positives * (positives + 1.0) / 2)) / ((double)positives * negatives);
    }

    private static double Ratio(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
