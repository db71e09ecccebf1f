using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading;

/// <summary>Reads single plain values.</summary>
internal static class Scalars
{
    /// <summary>Returns the text; null with a fault when the node is no text or holds an expression.</summary>
    public static string? Text(DiagnosticBag bag, YamlNode node, string path)
    {
        if (node is not YamlNode.Scalar { Value: CoreValue.Words words } scalar)
        {
            var hint = node is YamlNode.Scalar other && !Fields.IsNothing(other)
                ? $"quote it: \"{Shown.Text(other.Text)}\""
                : null;
            Fields.WrongKind(bag, node, path, "text", hint);
            return null;
        }

        return IsConstant(bag, scalar, path) ? words.Value : null;
    }

    /// <summary>Reports an expression where none is evaluated.</summary>
    public static bool IsConstant(DiagnosticBag bag, YamlNode.Scalar scalar, string path)
    {
        var at = scalar.Text.IndexOf("${{", StringComparison.Ordinal);
        if (at < 0) return true;
        bag.Error(
            DiagnosticCodes.ExpressionNotAllowed,
            scalar.SpanOf(at, 3),
            $"{path}: no expression is evaluated here; this must be known before the pipeline starts.");
        return false;
    }

    public static double? Number(YamlNode node) => (node as YamlNode.Scalar)?.Value switch
    {
        CoreValue.Whole whole => whole.Value,
        CoreValue.Real real => real.Value,
        _ => null,
    };

    public static void WrongNumber(DiagnosticBag bag, YamlNode node, string path, string wanted)
    {
        if (node is YamlNode.Scalar scalar)
        {
            if (!YamlJson.IsFit(scalar, bag)) return;
            if (!IsConstant(bag, scalar, path)) return;
            if (scalar.Form != ScalarForm.Plain && Number(scalar with { Form = ScalarForm.Plain }) is not null)
            {
                Fields.WrongKind(bag, node, path, wanted, "write it without quotes");
                return;
            }
        }

        Fields.WrongKind(bag, node, path, wanted);
    }

    public static TimeSpan? Duration(DiagnosticBag bag, YamlNode node, string path)
    {
        if (node is YamlNode.Scalar { Value: CoreValue.Whole or CoreValue.Real } bare)
        {
            NoDuration(bag, bare, path, $"add a unit: {Shown.Text(bare.Text)}s");
            return null;
        }

        if (Text(bag, node, path) is not { } text) return null;
        if (DurationText.Parse(text.Trim()) is not { } duration)
        {
            NoDuration(bag, node, path, "for example 500ms, 30s, 5m, 2h, 1d or PT1H30M");
            return null;
        }

        if (duration > TimeSpan.Zero && duration <= DurationText.Longest) return duration;
        NoDuration(bag, node, path, $"it must be above 0 and at most {DurationText.Longest.TotalDays:N0}d");
        return null;
    }

    private static void NoDuration(DiagnosticBag bag, YamlNode node, string path, string hint) =>
        bag.Error(
            DiagnosticCodes.Duration,
            node.Span,
            $"{path}: '{Shown.Text(((YamlNode.Scalar)node).Text)}' is no duration.",
            hint);
}
