using Pipelines.Definitions.Checking;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Reading;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Compilation;

/// <summary>Turns the text of a pipeline into a checked definition. Pure: the same text gives the same bytes, on every
/// thread.</summary>
public static class PipelineCompiler
{
    /// <summary>Reads and checks a pipeline, in YAML or JSON, and reports all its faults at once.</summary>
    /// <remarks>Never throws for what the text holds.</remarks>
    public static CompileResult Compile(SourceText source, CompileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= new CompileOptions();
        var nested = new NestedPipelines(source, options);
        var bag = new DiagnosticBag(source);
        var compiled = Compile(bag, nested, options.Files);
        return new(bag.HasErrors ? null : compiled?.Definition, bag.ToList()) { Sources = nested.Sources };
    }

    /// <summary>Compiles one text; null when it has faults.</summary>
    /// <param name="bag">Holds the text and takes its faults.</param>
    /// <param name="nested">The pipelines that it may embed.</param>
    /// <param name="files">The files that its parameters may name; null means that they are not looked for.</param>
    internal static NestedPipeline? Compile(DiagnosticBag bag, NestedPipelines nested, IProjectFiles? files)
    {
        if (PipelineReader.Read(bag, YamlReader.Read(bag), nested) is not { } draft) return null;
        var parameters = new ParameterUse(draft.Parameters);
        new BlockLinker(bag, parameters).Link(draft);
        var types = new TypeChecking(bag, draft.Parameters);
        types.Check(draft);
        parameters.ReportUnused(bag);
        ParameterFiles.Check(bag, draft.Parameters, files);
        if (bag.HasErrors) return null;
        var definition = new PipelineDefinition
        {
            Name = draft.Name,
            Description = draft.Description,
            Parameters = [.. draft.Parameters.Select(p => p.Definition!)],
            Body = draft.Body.Build(),
            Finally = draft.Finally?.Build(),
            Parallelism = draft.Parallelism,
            FailureMode = draft.Failure,
            Timeout = draft.Timeout,
        };
        definition = definition with { Digest = DefinitionDigest.Of(definition) };
        return new(definition, File: null, types.OutputsOf(draft.Body), draft.Depth, Weight: 0);
    }
}
