using System.Globalization;
using System.Xml.Linq;

namespace Pipelines.Testing.Reports;

/// <summary>Results as JUnit's XML, which CI systems read. Pure.</summary>
public static class JUnitReport
{
    /// <summary>Returns the document: a suite for each file, a case for each case.</summary>
    public static XDocument Of(IReadOnlyList<CaseResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return new XDocument(new XElement(
            "testsuites",
            Counts(results),
            results.GroupBy(one => one.File, StringComparer.Ordinal).Select(file => new XElement(
                "testsuite",
                new XAttribute("name", Text(file.Key)),
                Counts([.. file]),
                file.Select(one => new XElement(
                    "testcase",
                    new XAttribute("classname", Text(file.Key)),
                    new XAttribute("name", Text(one.Name)),
                    new XAttribute("time", Seconds(one.Took)),
                    one.Failures.Select(failure => new XElement(
                        "failure", new XAttribute("message", Text(failure.Message)), Text(failure.ToString())))))))));
    }

    private static object[] Counts(IReadOnlyList<CaseResult> results) =>
    [
        new XAttribute("tests", results.Count),
        new XAttribute("failures", results.Count(one => !one.Passed)),
        new XAttribute("errors", 0),
        new XAttribute("time", Seconds(results.Aggregate(TimeSpan.Zero, (sum, one) => sum + one.Took))),
    ];

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Text(string text) =>
        string.Concat(text.Select(character => IsOfXml(character) ? character : '\uFFFD'));

    // Control characters are none of XML's, and halves of pairs cannot be written.
    private static bool IsOfXml(char character) =>
        character is '\n' or '\t'
            || !(char.IsControl(character) || char.IsSurrogate(character) || character >= '\uFFFE');
}
