using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Parameters;

namespace Pipelines.Definitions.Building;

/// <summary>Writes a pipeline in C#. It gives the same definition as the same pipeline in YAML, after the same
/// checks.</summary>
/// <remarks>
/// Nothing is shared between builders. One builder is used by one thread; adding the same name twice is an
/// <see cref="ArgumentException"/>, every other fault is told when the pipeline is compiled.
/// </remarks>
public sealed class PipelineBuilder
{
    private readonly BuilderNode _node = new(new Dictionary<string, BuiltSource>(StringComparer.Ordinal));
    private readonly string _name;

    /// <param name="name">The pipeline's name.</param>
    public PipelineBuilder(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        _name = name;
        _node.Set("pipeline", name);
        Steps = new BlockBuilder(_node);
    }

    /// <summary>The steps and outputs of the pipeline.</summary>
    public BlockBuilder Steps { get; }

    /// <summary>Says what the pipeline is for.</summary>
    public PipelineBuilder Description(string text) => Set("description", text);

    /// <summary>Declares a parameter and returns a reference to it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its type.</param>
    /// <param name="fallback">The value when none is given; null means that one must be given.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="minimum">Smallest number, or shortest length.</param>
    /// <param name="maximum">Largest number, or longest length.</param>
    /// <param name="choices">The only values allowed.</param>
    public Cel Parameter(
        string name,
        ParameterType type,
        PipelineValue? fallback = null,
        string? description = null,
        double? minimum = null,
        double? maximum = null,
        IReadOnlyList<PipelineValue>? choices = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        var parameter = _node.Child("parameters").New(name);
        parameter.Set("type", ParameterConversion.WordOf(type));
        if (description is not null) parameter.Set("description", description);
        if (fallback is not null) parameter.Set("default", fallback);
        if (minimum is { } least) parameter.Set("minimum", least);
        if (maximum is { } most) parameter.Set("maximum", most);
        if (choices is not null) parameter.Set("choices", PipelineValue.List(choices));
        return Cel.Field("parameters", name);
    }

    /// <summary>Says what job, register and http steps take when they do not say it themselves.</summary>
    public PipelineBuilder Defaults(RetryDefinition? retry = null, TimeSpan? timeout = null, string? queue = null)
    {
        var defaults = _node.New("defaults");
        if (retry is not null) defaults.Retry(retry);
        if (timeout is { } longest) defaults.SetDuration("timeout", longest);
        if (queue is not null) defaults.Set("queue", queue);
        return this;
    }

    /// <summary>Bounds how many job steps run at once.</summary>
    public PipelineBuilder Parallelism(int most) => Set("parallelism", most);

    /// <summary>Says what a failed step does to those beside it.</summary>
    public PipelineBuilder Failure(FailureMode mode) => Set("failure", mode switch
    {
        FailureMode.FailFast => "fail-fast",
        FailureMode.ContinueIndependent => "continue-independent",
        _ => "finish-running",
    });

    /// <summary>Bounds the time of the whole execution.</summary>
    public PipelineBuilder Timeout(TimeSpan longest)
    {
        _node.SetDuration("timeout", longest);
        return this;
    }

    /// <summary>Adds a result of the pipeline.</summary>
    public PipelineBuilder Output(string name, PipelineValue value)
    {
        Steps.Output(name, value);
        return this;
    }

    /// <summary>Adds steps that run at the end, whatever happened.</summary>
    public PipelineBuilder Finally(Action<BlockBuilder> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        steps(new BlockBuilder(_node.Child("finally")));
        return this;
    }

    /// <summary>Checks the pipeline and returns its definition, or all its faults.</summary>
    /// <remarks>
    /// Places of faults are paths in the pipeline, such as <c>train: steps.fit.inputs.data</c>, without line and
    /// column.
    /// </remarks>
    public CompileResult Compile(CompileOptions? options = null)
    {
        var text = new BuilderText(_name, _node.Json);
        var result = PipelineCompiler.Compile(text.Source, (options ?? new()) with { Built = _node.Built });
        return result with { Diagnostics = [.. result.Diagnostics.Select(text.AtItsPath)] };
    }

    /// <summary>Returns the definition.</summary>
    /// <exception cref="PipelineFaultsException">The pipeline has faults.</exception>
    public PipelineDefinition Build(CompileOptions? options = null)
    {
        var result = Compile(options);
        return result.Definition ?? throw new PipelineFaultsException(result.Diagnostics);
    }

    /// <summary>Returns the pipeline as JSON, which every command takes for YAML.</summary>
    /// <remarks>Pipelines that were handed over as definitions stand in it by a word of their own.</remarks>
    public string ToJson() => BuilderText.Write(_node.Json);

    private PipelineBuilder Set(string field, PipelineValue value)
    {
        _node.Set(field, value);
        return this;
    }
}
