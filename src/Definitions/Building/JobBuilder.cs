using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Building;

/// <summary>A <c>processing</c>, <c>training</c>, <c>evaluate</c> or <c>transform</c> step.</summary>
public sealed class JobBuilder : WorkStepBuilder<JobBuilder>
{
    internal JobBuilder(BuilderNode node)
        : base(node)
    {
    }

    /// <summary>Runs a program with arguments, without a shell; an argument that is a list is spread.</summary>
    public JobBuilder Command(params IReadOnlyList<PipelineValue> arguments) =>
        Set("command", PipelineValue.List(arguments));

    /// <summary>Runs a C# method that is registered in the worker.</summary>
    public JobBuilder Component(string name) => Set("component", name);

    /// <summary>Hands in a value or an output of a step.</summary>
    public JobBuilder Input(string name, PipelineValue value) => Put("inputs", name, value);

    /// <summary>Adds a hyperparameter.</summary>
    public JobBuilder Hyperparameter(string name, PipelineValue value) => Put("hyperparameters", name, value);

    /// <summary>Sets an environment variable of the program.</summary>
    public JobBuilder Env(string name, PipelineValue value) => Put("env", name, value);

    /// <summary>Adds a metric: a regular expression with one group, matched against the log.</summary>
    public JobBuilder Metric(string name, string pattern) => Put("metrics", name, pattern);

    /// <summary>Says which output's JSON becomes the metrics of an evaluate step.</summary>
    public JobBuilder Report(string output) => Set("report", output);

    /// <summary>Declares an output.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="path">Where the program writes it, below its output directory.</param>
    /// <param name="kind">What it is; null means that the path's ending shows it.</param>
    /// <param name="optional">True when a missing output does not fail the step.</param>
    public JobBuilder Output(string name, string path, ArtifactKind? kind = null, bool optional = false)
    {
        if (kind is null && !optional) return Put("outputs", name, path);
        var fields = new List<(string, PipelineValue)> { ("path", path) };
        if (kind is { } known) fields.Add(("kind", WordOf(known)));
        if (optional) fields.Add(("optional", true));
        return Put("outputs", name, PipelineValue.Map(fields));
    }

    private static string WordOf(ArtifactKind kind) => kind switch
    {
        ArtifactKind.Directory => "directory",
        ArtifactKind.Value => "value",
        ArtifactKind.Table => "table",
        ArtifactKind.Array => "array",
        ArtifactKind.Model => "model",
        ArtifactKind.Metrics => "metrics",
        ArtifactKind.Report => "report",
        _ => "file",
    };
}
