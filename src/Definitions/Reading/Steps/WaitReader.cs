using System.Globalization;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Reading.Shapes;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading.Steps;

/// <summary>Reads <c>wait</c>.</summary>
internal sealed class WaitReader : StepReader
{
    private static readonly string[] Forms =
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public override IReadOnlyList<string> Types { get; } = ["wait"];

    public override bool TakesDefaults => false;

    public override string About => "Lets time go by.";

    public override FieldSet Fields { get; } = WithoutAttempts.And(
    [
        new("duration", Part.Text, "How long: 30s, 1d, PT1H, or an expression in ${{ }}."),
        new("until", Part.Text, "Until when: 2030-01-31T12:00:00Z, or an expression in ${{ }}."),
    ]);

    public override Func<StepDefinition>? Read(StepReading step)
    {
        var fields = step.Fields;
        var (duration, until) = (fields.Find("duration"), fields.Find("until"));
        if (duration is null == until is null)
        {
            step.Bag.Error(
                DiagnosticCodes.OneOf,
                until?.Key.Span ?? step.Draft.Key.Span,
                duration is null
                    ? $"{fields.Path}: 'duration' or 'until' is missing."
                    : $"{fields.Path}: a wait has a duration or a time, not both.",
                duration is null ? "for example 'duration: 1h'" : "remove one of them");
        }

        if (Constant(duration) is { } length && IsText(step, length, "duration")) CheckDuration(step, length);
        if (Constant(until) is { } time && IsText(step, time, "until")) CheckTime(step, time);
        var definition = new StepDefinition.Wait
        {
            Name = step.Draft.Name,
            Type = step.Draft.Type,
            Duration = step.Template("duration", ExpectedValue.Duration),
            Until = step.Template("until", ExpectedValue.Time),
        };
        return () => definition;
    }

    private static YamlNode.Scalar? Constant(YamlEntry? entry) =>
        entry?.Value is YamlNode.Scalar scalar && !scalar.Text.Contains("${{", StringComparison.Ordinal) ? scalar
            : null;

    private static bool IsText(StepReading step, YamlNode.Scalar scalar, string field)
    {
        if (scalar.Value is CoreValue.Words) return true;
        var hint = field == "duration" ? $"add a unit: {Shown.Text(scalar.Text)}s" : null;
        Reading.Fields.WrongKind(step.Bag, scalar, step.Fields.At(field), "text", hint);
        return false;
    }

    private static void CheckDuration(StepReading step, YamlNode.Scalar scalar)
    {
        if (DurationText.Parse(scalar.Text.Trim()) is { } duration && duration <= DurationText.Longest) return;
        step.Bag.Error(
            DiagnosticCodes.Duration,
            scalar.Span,
            $"{step.Fields.At("duration")}: '{Shown.Text(scalar.Text)}' is no duration, or longer than ten years.",
            "for example 30s, 5m, 2h, 1d or PT1H30M");
    }

    private static void CheckTime(StepReading step, YamlNode.Scalar scalar)
    {
        var text = scalar.Text.Trim();
        if ((text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal))
            && DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            return;
        step.Bag.Error(
            DiagnosticCodes.Time,
            scalar.Span,
            $"{step.Fields.At("until")}: '{Shown.Text(scalar.Text)}' is no point in time with a zone.",
            "for example 2030-01-31T12:00:00Z or 2030-01-31T12:00:00+01:00");
    }
}
