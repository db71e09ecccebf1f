using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Reading;

namespace Pipelines.Definitions.Checking;

/// <summary>Notes which parameters are used.</summary>
internal sealed class ParameterUse(IReadOnlyList<ParameterDraft> parameters)
{
    private const int MostSearches = 100;

    private readonly HashSet<string> _declared = new(parameters.Select(p => p.Key.Text), StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private bool _allUsed;

    public IEnumerable<string> Names => parameters.Select(p => p.Key.Text);

    /// <summary>Notes a use by name; false when there is no such parameter.</summary>
    public bool Use(string name)
    {
        _used.Add(name);
        return _declared.Contains(name);
    }

    /// <summary>Notes a use of a parameter whose name is computed.</summary>
    public void UseAny() => _allUsed = true;

    public void ReportUnused(DiagnosticBag bag)
    {
        if (_allUsed) return;
        var searches = 0;
        foreach (var parameter in parameters)
        {
            if (_used.Contains(parameter.Key.Text)) continue;
            if (bag.HasErrors && searches++ < MostSearches && IsMentioned(bag.Source.Text, parameter.Key.Text))
                continue;
            bag.Warning(
                DiagnosticCodes.ParameterUnused,
                parameter.Key.Span,
                $"nothing uses parameter '{Shown.Text(parameter.Key.Text)}'.",
                "remove it, or use it as ${{ " + $"parameters.{Shown.Text(parameter.Key.Text)}" + " }}");
        }
    }

    // What a faulty step reads is not known; it may well read this.
    private static bool IsMentioned(string text, string name) =>
        text.Contains($"parameters.{name}", StringComparison.Ordinal)
        || text.Contains($"parameters['{name}']", StringComparison.Ordinal);
}
