using System.Text.Json;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Parameters;

/// <summary>Gives every declared parameter its value. Pure.</summary>
public static class ParameterValues
{
    /// <summary>Converts what was given to the declared types, fills in defaults, and reports all faults at
    /// once.</summary>
    public static ParameterValuesResult Resolve(PipelineDefinition definition, ParameterOverrides overrides)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(overrides);
        var declared = definition.Parameters.ToDictionary(p => p.Name, StringComparer.Ordinal);
        var given = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var tried = new HashSet<string>(StringComparer.Ordinal);
        var faults = new List<Diagnostic>();
        if (overrides.File is { } file) ReadFile(file, declared, given, tried, faults);
        foreach (var assignment in overrides.Assignments) ReadAssignment(assignment, declared, given, tried, faults);

        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var parameter in definition.Parameters)
        {
            if (given.TryGetValue(parameter.Name, out var value)) values.Add(parameter.Name, value);
            else if (parameter.Default is { } fallback) values.Add(parameter.Name, fallback);
            else if (!tried.Contains(parameter.Name)) faults.Add(Missing(parameter));
        }

        return new(faults.Count == 0 ? values : null, faults);
    }

    private static void ReadFile(
        SourceText file,
        Dictionary<string, ParameterDefinition> declared,
        Dictionary<string, JsonElement> given,
        HashSet<string> tried,
        List<Diagnostic> faults)
    {
        var bag = new DiagnosticBag(file);
        switch (YamlReader.Read(bag))
        {
            case YamlNode.Mapping map:
                foreach (var entry in map.Entries) ReadEntry(bag, entry, declared, given, tried);
                break;
            case YamlNode.Scalar { Value: CoreValue.Nothing } or null:
                break;
            case var other:
                bag.Error(
                    DiagnosticCodes.ValueForm,
                    other.Span,
                    $"a map from parameters to values belongs here, but this is {other.Kind}.",
                    "for example 'rate: 0.5'");
                break;
        }

        faults.AddRange(bag.ToList());
    }

    private static void ReadEntry(
        DiagnosticBag bag,
        YamlEntry entry,
        Dictionary<string, ParameterDefinition> declared,
        Dictionary<string, JsonElement> given,
        HashSet<string> tried)
    {
        if (!declared.TryGetValue(entry.Name, out var parameter))
        {
            bag.Error(
                DiagnosticCodes.ValueUnknown,
                entry.Key.Span,
                $"the pipeline has no parameter '{Shown.Text(entry.Name)}'.",
                bag.Suggest(entry.Name, declared.Keys));
            return;
        }

        tried.Add(parameter.Name);
        var faultless = !bag.HasErrors;
        var value = ParameterConversion.FromYaml(parameter.Type, entry.Value, bag);
        if (value is null)
        {
            var hint = $"give {ParameterConversion.Example(parameter.Type)}";
            bag.Error(DiagnosticCodes.ValueType, entry.Value.Span, NotOfType(parameter, entry.Value.Kind), hint);
        }
        else if (ParameterLimits.Broken(parameter, value.Value) is { } broken)
        {
            bag.Error(DiagnosticCodes.ValueRange, entry.Value.Span,
                $"{parameter.Name}: {Shown.Text(value.Value.ToString())} {broken}.");
        }
        else if (faultless || !bag.HasErrors)
        {
            given[parameter.Name] = value.Value;
        }
    }

    private static void ReadAssignment(
        string assignment,
        Dictionary<string, ParameterDefinition> declared,
        Dictionary<string, JsonElement> given,
        HashSet<string> tried,
        List<Diagnostic> faults)
    {
        var at = new SourceSpan($"-p {Shown.Text(assignment)}", 0, 0, 1);
        var sign = assignment.IndexOf('=', StringComparison.Ordinal);
        if (sign <= 0)
        {
            faults.Add(new(DiagnosticCodes.ValueForm, at, "this is not of the form name=value.", null));
            return;
        }

        var (name, text) = (assignment[..sign].Trim(), assignment[(sign + 1)..]);
        if (!declared.TryGetValue(name, out var parameter))
        {
            var hint = DidYouMean.Hint(name, declared.Keys);
            faults.Add(
                new(DiagnosticCodes.ValueUnknown, at, $"the pipeline has no parameter '{Shown.Text(name)}'.", hint));
            return;
        }

        tried.Add(name);
        var bag = new DiagnosticBag(new SourceText(at.File, text));
        var value = ParameterConversion.FromText(parameter.Type, text, bag);
        if (bag.HasErrors)
        {
            faults.AddRange(bag.ToList().Select(d => d with { At = at }));
        }
        else if (value is null)
        {
            var hint = $"give {ParameterConversion.Example(parameter.Type)}";
            faults.Add(new(DiagnosticCodes.ValueType, at, NotOfType(parameter, $"'{Shown.Text(text)}'"), hint));
        }
        else if (ParameterLimits.Broken(parameter, value.Value) is { } broken)
        {
            faults.Add(new(DiagnosticCodes.ValueRange, at, $"{name}: {Shown.Text(text)} {broken}.", null));
        }
        else
        {
            given[name] = value.Value;
        }
    }

    private static string NotOfType(ParameterDefinition parameter, string seen) =>
        $"parameter '{parameter.Name}' is of type {ParameterConversion.WordOf(parameter.Type)}, but {seen} was given.";

    private static Diagnostic Missing(ParameterDefinition parameter) => new(
        DiagnosticCodes.ValueMissing,
        new SourceSpan("parameters", 0, 0, 1),
        $"parameter '{parameter.Name}' has no default and no value was given.",
        $"add -p {parameter.Name}=VALUE; it takes {ParameterConversion.Example(parameter.Type)}");
}
