using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pipelines.Activities.Jobs;

/// <summary>Finds metrics in log lines by regular expressions; the last match counts. Not safe for several threads at
/// once.</summary>
internal sealed class MetricPatterns
{
    private readonly List<Pattern> _patterns = [];

    /// <summary>Prepares the patterns.</summary>
    /// <param name="patterns">Metric name → regular expression with one group.</param>
    /// <exception cref="JobFailedException">One is malformed, has no group, or needs backtracking.</exception>
    public MetricPatterns(IReadOnlyDictionary<string, string> patterns)
    {
        foreach (var (name, text) in patterns)
        {
            Regex regex;
            try
            {
                // Without backtracking the time is linear in the line, whatever a pattern and a program print.
                regex = new Regex(
                    text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            }
            catch (Exception error) when (error is ArgumentException or NotSupportedException)
            {
                throw Bad(name, text, error is NotSupportedException
                    ? "it uses a lookaround, backreference or atomic group, which metrics do not have" : error.Message);
            }

            if (regex.GetGroupNumbers().Length < 2)
                throw Bad(name, text, "it has no group; put the number in parentheses, as in 'auc=([0-9.]+)'");
            _patterns.Add(new Pattern(name, regex));
        }
    }

    /// <summary>Looks for every metric in a line.</summary>
    public void Match(string line)
    {
        foreach (var pattern in _patterns)
        {
            try
            {
                for (var match = pattern.Regex.Match(line); match.Success; match = match.NextMatch()) pattern.Last =
                    match.Groups[1].Value;
            }
            catch (RegexMatchTimeoutException)
            {
                pattern.Last = null; // counted as not found, and said so by Notes
            }
        }
    }

    /// <summary>Adds the numbers found to <paramref name="metrics"/>.</summary>
    public void CopyTo(IDictionary<string, JsonElement> metrics)
    {
        foreach (var pattern in _patterns)
        {
            if (Number(pattern.Last) is { } number) metrics[pattern.Name] = JsonSerializer.SerializeToElement(number);
        }
    }

    /// <summary>Returns a line for the log on each metric that has no number.</summary>
    public IEnumerable<string> Notes() =>
        from pattern in _patterns
        where Number(pattern.Last) is null
        select pattern.Last is null
            ? $"[pipelines: metric '{pattern.Name}': no line matches {pattern.Regex}]"
            : $"[pipelines: metric '{pattern.Name}': '{pattern.Last}' is no finite number]";

    // An infinite or undefined value is no JSON number; an older, finite one must not hide that training diverged.
    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) ? number : null;

    private static JobFailedException Bad(string name, string text, string reason) =>
        new(JobErrors.BadMetric, $"metric '{name}': the pattern {text} cannot be used: {reason}", nonRetryable: true);

    private sealed class Pattern(string name, Regex regex)
    {
        public string Name { get; } = name;

        public Regex Regex { get; } = regex;

        public string? Last { get; set; }
    }
}
