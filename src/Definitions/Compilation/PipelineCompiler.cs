using Pipelines.Definitions.Checking;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Reading;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Compilation;

/// <summary>Turns the text of a pipeline into a checked definition. Pure: the same text gives the same bytes, on every thread.</summary>
public static class PipelineCompiler
{
    /// <summary>Reads and checks a pipeline, in YAML or JSON, and reports all its faults at once.</summary>
    /// <remarks>Never throws for what the text holds.</remarks>
    public static CompileResult Compile(SourceText source, CompileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var bag = new DiagnosticBag(source);
        var definition = PipelineReader.Read(bag, YamlReader.Read(bag)) is { } draft
            ? Check(bag, draft, options ?? new CompileOptions())
            : null;
        return new(bag.HasErrors ? null : definition, bag.ToList());
    }

    private static PipelineDefinition? Check(DiagnosticBag bag, PipelineDraft draft, CompileOptions options)
    {
        var parameters = new ParameterUse(draft.Parameters);
        new BlockLinker(bag, parameters).Link(draft);
        new TypeChecking(bag, draft.Parameters).Check(draft);
        parameters.ReportUnused(bag);
        ParameterFiles.Check(bag, draft.Parameters, options.Files);
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
        return definition with { Digest = DefinitionDigest.Of(definition) };
    }
}
