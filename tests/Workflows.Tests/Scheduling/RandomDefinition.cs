using Pipelines.Definitions.Model;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Scheduling;

/// <summary>Small definitions from a seed: chains, fans, nested conditions, whens, steps that fail and go on.</summary>
internal static class RandomDefinition
{
    private static readonly string[] Names = ["a", "b", "c", "d", "e"];

    public static (string Name, object? Value)[] Parameters => [("p", 2)];

    public static PipelineDefinition Of(int seed, FailureMode mode)
    {
        var random = new Random(seed);
        var pipeline = Pipeline(BlockOf(random, depth: 0)) with
        {
            FailureMode = mode,
            Parallelism = random.Next(3) == 0 ? random.Next(1, 4) : null,
        };
        return random.Next(3) == 0 ? pipeline with { Finally = BlockOf(random, depth: 2) } : pipeline;
    }

    private static BlockDefinition BlockOf(Random random, int depth)
    {
        var names = Names.Take(random.Next(depth == 0 ? 2 : 0, Names.Length + 1)).ToArray();
        random.Shuffle(names); // order in the file means nothing
        var order = names.ToArray();
        random.Shuffle(order);
        var steps = names.Select(name => StepOf(random, name, order[..Array.IndexOf(order, name)], depth)).ToArray();
        var block = Block(steps);
        foreach (var job in steps.OfType<StepDefinition.Job>().Take(1))
        {
            // A job that may fail and go on has no outputs to read; its status is always there.
            block = block.Gives("o", job.OnFailure == OnFailure.Continue
                ? $"${{{{ steps.{job.Name}.status }}}}"
                : $"${{{{ steps.{job.Name}.outputs.o }}}}");
        }

        return block;
    }

    private static StepDefinition StepOf(Random random, string name, string[] earlier, int depth)
    {
        var needs = earlier.Where(_ => random.Next(3) == 0).Order(StringComparer.Ordinal).ToArray();
        StepDefinition step = (depth < 3 ? random.Next(8) : random.Next(6)) switch
        {
            0 when depth > 0 => Fail(name, "stop at ${{ parameters.p }}"),
            < 6 => Reading(Job(name).Output("o"), needs),
            6 => If(name, $"parameters.p > {random.Next(4)}", BlockOf(random, depth + 1), BlockOf(random, depth + 1)),
            _ => If(name, $"parameters.p > {random.Next(4)}", BlockOf(random, depth + 1), null),
        };
        step = step.Needs(needs);
        if (random.Next(5) == 0) step = step.When($"parameters.p != {random.Next(4)}");
        return random.Next(5) == 0 ? step.Continues() : step;
    }

    private static StepDefinition.Job Reading(StepDefinition.Job job, string[] needs) =>
        needs.Aggregate(job, (reader, need) => reader.Input(need, $"${{{{ steps.{need}.status }}}}"));
}
