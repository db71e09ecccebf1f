using System.Text.Json;
using Pipelines.Testing.Fakes;

namespace Pipelines.Testing.Files;

/// <summary>Compares a value with what a test expects of it. Pure.</summary>
internal static class ValueMatch
{
    private const double Tolerance = 1e-9;
    private const int LongestShown = 200;

    /// <summary>
    /// True when the value is as expected: of maps only the keys that are expected count, numbers are equal within 1e-9
    /// of their size, and an artifact is as its name.
    /// </summary>
    public static bool Is(JsonElement expected, JsonElement actual)
    {
        if (actual.ValueKind == JsonValueKind.Undefined) return expected.ValueKind == JsonValueKind.Null;
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                return actual.ValueKind == JsonValueKind.Object && expected.EnumerateObject()
                    .All(
                        property =>
                        Is(property.Value, actual.TryGetProperty(property.Name, out var found) ? found : default));
            case JsonValueKind.Array:
                return actual.ValueKind == JsonValueKind.Array && expected.GetArrayLength() == actual.GetArrayLength()
                    && expected.EnumerateArray().Zip(actual.EnumerateArray()).All(pair => Is(pair.First, pair.Second));
            case JsonValueKind.Number:
                return actual.ValueKind == JsonValueKind.Number && AreNear(expected.GetDouble(), actual.GetDouble());
            case JsonValueKind.String:
                return expected.GetString() == (
                    actual.ValueKind == JsonValueKind.String ? actual.GetString() : FakeArtifact.NameOf(actual));
            default:
                return expected.ValueKind == actual.ValueKind;
        }
    }

    /// <summary>A value as a message shows it.</summary>
    public static string Shown(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.Undefined ? "nothing" : FakeArtifact.NameOf(value) is { } name
            ? $"the artifact '{name}'" : value.GetRawText();
        return text.Length <= LongestShown ? text : text[..LongestShown] + "…";
    }

    private static bool AreNear(double expected, double actual) =>
        expected.Equals(actual)
            || Math.Abs(expected - actual) <= Tolerance * Math.Max(Math.Abs(expected), Math.Abs(actual));
}
