using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Pipelines.Definitions.Model;

namespace Pipelines.Workflows.Scheduling.Compiled;

/// <summary>Parses every expression of a definition and resolves every name, once.</summary>
internal static class FlowCompiler
{
    /// <summary>The highest <see cref="PipelineDefinition.Schema"/> that this worker runs.</summary>
    public const int LatestSchema = 1;

    /// <summary>Compiles a definition.</summary>
    /// <exception cref="DefinitionException">It is of a later layout, or contradicts itself.</exception>
    public static CompiledFlow Compile(PipelineDefinition definition)
    {
        if (definition.Schema is < 1 or > LatestSchema)
        {
            throw new DefinitionException(
                DefinitionException.Unsupported,
                $"pipeline '{definition.Name}' is of definition schema {definition.Schema}; "
                + $"this worker runs 1 to {LatestSchema}. "
                + "Use a worker of the version that started the execution, or a later one.");
        }

        var pipeline = Pipeline(definition, "");
        var bound = Math.Min(definition.Parallelism ?? CompiledFlow.MostActivities, CompiledFlow.MostActivities);
        CompiledBlock[] blocks = pipeline.Finally is { } after ? [pipeline.Body, after] : [pipeline.Body];
        return new CompiledFlow(pipeline.Body, pipeline.Finally, Math.Max(bound, 1), blocks.Sum(Count))
        {
            Repeats = blocks.Any(Repeats),
        };
    }

    /// <summary>Compiles a pipeline, or one that is a step of another.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="prefix">What its steps' paths begin with.</param>
    /// <exception cref="DefinitionException">It contradicts itself.</exception>
    public static CompiledPipeline Pipeline(PipelineDefinition definition, string prefix) => new(
        Block(definition.Body, prefix, definition.FailureMode),
        definition.Finally is { Steps.Count: > 0 } last
            ? Block(last, prefix + "finally.", definition.FailureMode)
            : null);

    private static int Count(CompiledBlock block) => block.Steps.Sum(step => 1 + step.Blocks().Sum(Count));

    private static bool Repeats(CompiledBlock block) => block.Steps.Any(step =>
        step is CompiledStep.Loop or CompiledStep.ForEach || step.Blocks().Any(Repeats));

    private static CompiledBlock Block(BlockDefinition block, string prefix, FailureMode mode)
    {
        var indexes = new Dictionary<string, int>(block.Steps.Count, StringComparer.Ordinal);
        foreach (var step in block.Steps)
        {
            if (!indexes.TryAdd(step.Name, indexes.Count)) throw Invalid(prefix + step.Name, "the name is used twice");
        }

        var (missing, dependents) = Edges(block, prefix, indexes);
        RefuseCycles(block, prefix, missing, dependents);
        var steps = block.Steps.Select((step, index) =>
            StepCompiler.Compile(step, prefix + step.Name, (inner, path) => Block(inner, path, mode))
                with { Dependents = dependents[index] });
        return new CompiledBlock
        {
            Steps = [.. steps],
            Indexes = indexes.ToFrozenDictionary(StringComparer.Ordinal),
            Roots = [.. Enumerable.Range(0, missing.Length).Where(index => missing[index] == 0)],
            Slots = [.. missing.Select(StepSlot.Waiting)],
            Mode = mode,
            Outputs = StepCompiler.Named(prefix.Length == 0 ? null : prefix.TrimEnd('.'), "outputs", block.Outputs),
        };
    }

    private static (int[] Missing, ImmutableArray<int>[] Dependents) Edges(
        BlockDefinition block, string prefix, Dictionary<string, int> indexes)
    {
        var missing = new int[block.Steps.Count];
        var dependents = new List<int>?[block.Steps.Count];
        for (var index = 0; index < block.Steps.Count; index++)
        {
            var step = block.Steps[index];
            foreach (var name in step.DependsOn.Distinct(StringComparer.Ordinal))
            {
                if (!indexes.TryGetValue(name, out var needed))
                {
                    throw Invalid(prefix + step.Name, $"it needs '{name}', which its block does not have");
                }

                (dependents[needed] ??= []).Add(index);
                missing[index]++;
            }
        }

        return (missing, [.. dependents.Select(list => list is null ? [] : ImmutableArray.CreateRange(list))]);
    }

    private static void RefuseCycles(
        BlockDefinition block, string prefix, int[] missing, ImmutableArray<int>[] dependents)
    {
        var left = (int[])missing.Clone();
        var free = new Stack<int>(Enumerable.Range(0, left.Length).Where(index => left[index] == 0));
        var done = 0;
        while (free.TryPop(out var index))
        {
            done++;
            foreach (var dependent in dependents[index])
            {
                if (--left[dependent] == 0) free.Push(dependent);
            }
        }

        if (done < left.Length)
        {
            var stuck = Array.FindIndex(left, count => count > 0);
            throw Invalid(prefix + block.Steps[stuck].Name, "it needs itself, by way of the steps that it needs");
        }
    }

    private static DefinitionException Invalid(string path, string what) =>
        new(DefinitionException.Invalid, $"steps.{path}: {what}");
}
