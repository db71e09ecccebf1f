using System.Text.Json.Serialization;

namespace Pipelines.Activities.Components.BuiltIn;

/// <summary>How predictions and labels agree.</summary>
/// <param name="TruePositive">Positive, and predicted so.</param>
/// <param name="FalsePositive">Negative, but predicted positive.</param>
/// <param name="TrueNegative">Negative, and predicted so.</param>
/// <param name="FalseNegative">Positive, but predicted negative.</param>
public sealed record ConfusionCounts(
    [property: JsonPropertyName("true_positive")] int TruePositive,
    [property: JsonPropertyName("false_positive")] int FalsePositive,
    [property: JsonPropertyName("true_negative")] int TrueNegative,
    [property: JsonPropertyName("false_negative")] int FalseNegative);
