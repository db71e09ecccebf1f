using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling.Snapshots;

/// <summary>
/// The input of a chunk of items: the execution's own without long lists that no item reads. There may be hundreds of
/// chunks, and the parent's history holds the input of each.
/// </summary>
internal static class ChunkInput
{
    private static readonly JsonElement NoItems = JsonSerializer.SerializeToElement(Array.Empty<string>());

    /// <summary>Returns the input.</summary>
    /// <param name="run">The execution's input.</param>
    /// <param name="step">The foreach.</param>
    /// <param name="resume">What the chunk begins with.</param>
    public static PipelineRun Of(PipelineRun run, CompiledStep.ForEach step, string resume)
    {
        var read = step.Block.References().Where(reference => reference.Root == "parameters").ToList();
        var definition = run.Definition;
        return run with
        {
            Resume = resume,
            Parameters = run.Parameters.Where(given => IsRead(given.Key))
                .ToDictionary(given => given.Key, given => given.Value, StringComparer.Ordinal),
            Definition = definition with
            {
                Parameters =
                [
                    .. definition.Parameters.Select(declared =>
                        IsRead(declared.Name) ? declared : declared with { Default = null, Choices = null }),
                ],
                Body = Without(definition.Body, step.Of),
                Finally = definition.Finally is { } last ? Without(last, step.Of) : null,
            },
        };

        bool IsRead(string name) => read.Any(reference => reference.Path.IsEmpty || reference.Path[0] == name);
    }

    private static BlockDefinition Without(BlockDefinition block, StepDefinition.ForEach items) =>
        block with { Steps = [.. block.Steps.Select(step => Without(step, items))] };

    private static StepDefinition Without(StepDefinition step, StepDefinition.ForEach items) => step switch
    {
        StepDefinition.ForEach each when ReferenceEquals(each, items) => each with { Items = NoItems, Matrix = null },
        StepDefinition.ForEach each => each with { Block = Without(each.Block, items) },
        StepDefinition.Loop loop => loop with { Block = Without(loop.Block, items) },
        StepDefinition.Condition condition => condition with
        {
            Branches = [.. condition.Branches.Select(branch => branch with { Block = Without(branch.Block, items) })],
        },
        StepDefinition.Guarded guarded => guarded with
        {
            Block = Without(guarded.Block, items),
            Catch = guarded.Catch is { } rescue ? Without(rescue, items) : null,
            Finally = guarded.Finally is { } last ? Without(last, items) : null,
        },
        StepDefinition.Nested nested => nested with
        {
            Pipeline = nested.Pipeline with
            {
                Body = Without(nested.Pipeline.Body, items),
                Finally = nested.Pipeline.Finally is { } last ? Without(last, items) : null,
            },
        },
        _ => step,
    };
}
