using System.Runtime.CompilerServices;

namespace Pipelines.Definitions.Tests;

/// <summary>Files of the repository that tests hold the code against.</summary>
internal static class Repository
{
    /// <summary>Returns the absolute path of a file or folder.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root(), .. parts]);

    /// <summary>Returns the YAML examples of a page in <c>docs</c>.</summary>
    public static IReadOnlyList<string> YamlOf(string page) =>
        [.. File.ReadAllText(PathOf("docs", page)).Split("```yaml\n").Skip(1).Select(part => part[..part.IndexOf("```", StringComparison.Ordinal)])];

    /// <summary>Returns the absolute paths of the pipelines under <c>samples</c>, in ordinal order.</summary>
    public static IReadOnlyList<string> SamplePipelines() =>
        [.. Directory.GetFiles(PathOf("samples"), "*.yaml", SearchOption.AllDirectories).Where(IsPipeline).Order(StringComparer.Ordinal)];

    private static bool IsPipeline(string file) =>
        File.ReadLines(file).Any(l => l.StartsWith("pipeline:", StringComparison.Ordinal))
        && !file.EndsWith(".test.yaml", StringComparison.Ordinal);

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
