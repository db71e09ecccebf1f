using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Reading.Shapes;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading;

/// <summary>The steps under <c>templates</c>, which steps take over by <c>use</c>.</summary>
internal sealed class StepTemplates(DiagnosticBag bag, ReadingBudget budget)
{
    /// <summary>The field that names a template.</summary>
    public const string Use = "use";

    private readonly Dictionary<string, Template> _byName = new(StringComparer.Ordinal);
    private readonly List<string> _open = [];

    public static Field Field { get; } = new(
        "templates",
        new Shape.Map(new Shape.Part("template"), Part.Name),
        "Steps to be taken over: a step with 'use: NAME' is that step, with its own fields laid over it.");

    /// <summary>Notes all templates of a file.</summary>
    public void Read(Fields file)
    {
        if (file.Find(Field.Name) is not { } entry) return;
        if (Fields.AsMap(bag, entry.Value, Field.Name) is not { } map) return;
        foreach (var template in map.Entries)
        {
            if (!Names.Check(bag, template.Key, "a template")) continue;
            if (Fields.AsMap(bag, template.Value, $"{Field.Name}.{template.Name}") is not { } step) continue;
            bag.Repeats(template.Value);
            _byName.Add(template.Name, new(template.Key, step, ReadingBudget.WeightOf(step)));
            if (step.Find("needs") is { } needs)
            {
                bag.Error(
                    DiagnosticCodes.UnknownField,
                    needs.Key.Span,
                    $"{Field.Name}.{template.Name}: a template has no 'needs', for other steps stand beside each of "
                    + "its uses.",
                    "write it at the steps that use the template");
            }
        }
    }

    /// <summary>Lays a step over the templates it uses.</summary>
    /// <param name="step">The step as written.</param>
    /// <param name="path">Where it stands, for messages.</param>
    /// <param name="used">The templates that were used; they are open until <see cref="Close"/>.</param>
    /// <returns>The whole step; null with a fault when a template is not there.</returns>
    public YamlNode.Mapping? Lay(YamlNode.Mapping step, string path, out int used)
    {
        used = 0;
        while (step.Find(Use) is { } use && !Fields.IsNothing(use.Value))
        {
            if (Scalars.Text(bag, use.Value, $"{path}.{Use}") is not { } name) return null;
            if (Find(name, use, path) is not { } template) return null;
            _open.Add(name);
            used++;
            if (!budget.Take(template.Weight))
            {
                bag.Error(
                    DiagnosticCodes.TooLarge,
                    use.Value.Span,
                    $"{path}: with all templates and files the definition has more than {ReadingBudget.Most:N0} "
                    + "characters.",
                    "loop over items instead of repeating large steps");
                return null;
            }

            step = Over(Without(step, Use), template.Step);
        }

        return step;
    }

    /// <summary>Ends the use of so many templates: what they hold was read.</summary>
    public void Close(int used) => _open.RemoveRange(_open.Count - used, used);

    public void ReportUnused()
    {
        foreach (var (name, template) in _byName)
        {
            if (template.IsUsed) continue;
            bag.Warning(
                DiagnosticCodes.TemplateUnused,
                template.Key.Span,
                $"no step uses template '{name}', so it was not checked.",
                $"remove it, or write 'use: {name}' in a step");
        }
    }

    private Template? Find(string name, YamlEntry use, string path)
    {
        if (!_byName.TryGetValue(name, out var template))
        {
            bag.Error(
                DiagnosticCodes.UnknownTemplate,
                use.Value.Span,
                $"{path}: there is no template '{Shown.Text(name)}'.",
                _byName.Count == 0 ? "templates stand under 'templates:' at the top" : bag.Suggest(name, _byName.Keys));
            return null;
        }

        template.IsUsed = true;
        if (!_open.Contains(name)) return template;
        bag.Error(
            DiagnosticCodes.TemplateCycle,
            use.Value.Span,
            $"{path}: template '{name}' uses itself, so it has no end: "
            + $"{string.Join(" → ", _open.Append(name).TakeLast(20))}.",
            "remove one of the uses");
        return null;
    }

    private static YamlNode.Mapping Without(YamlNode.Mapping map, string field) =>
        map with { Entries = [.. map.Entries.Where(e => e.Name != field)] };

    private static YamlNode.Mapping Over(YamlNode.Mapping upper, YamlNode.Mapping lower)
    {
        var own = upper.Entries.ToDictionary(e => e.Name, StringComparer.Ordinal);
        var entries = new List<YamlEntry>(lower.Entries.Count);
        foreach (var below in lower.Entries)
        {
            if (!own.Remove(below.Name, out var above)) entries.Add(below);
            else if (above.Value is YamlNode.Mapping map && below.Value is YamlNode.Mapping under)
                entries.Add(new(above.Key, Over(map, under)));
            else entries.Add(above);
        }

        entries.AddRange(upper.Entries.Where(e => own.ContainsKey(e.Name)));
        return upper with { Entries = entries };
    }

    private sealed record Template(YamlNode.Scalar Key, YamlNode.Mapping Step, long Weight)
    {
        public bool IsUsed { get; set; }
    }
}
