using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Compilation;

/// <summary>The environment variables that a definition reads.</summary>
public static class DefinitionEnvironment
{
    /// <summary>
    /// Returns the name of every <c>env.NAME</c> in the definition and in the pipelines that it embeds, in ordinal
    /// order, each once. Pure.
    /// </summary>
    public static IReadOnlyList<string> Names(PipelineDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var references = StepExpressions.Within(definition.Body);
        if (definition.Finally is { } last) references = references.Concat(StepExpressions.Within(last));
        return
        [
            .. references
                .Where(r => r.Root == "env" && !r.Path.IsEmpty)
                .Select(r => r.Path[0])
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }
}
