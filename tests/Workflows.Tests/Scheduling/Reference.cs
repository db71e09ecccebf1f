using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Model;

namespace Pipelines.Workflows.Tests.Scheduling;

/// <summary>What a definition comes to when every independent step runs: one step after the other, by recursion.</summary>
internal sealed class Reference(PipelineDefinition definition, long p, int seed)
{
    public Dictionary<string, StepStatus> Statuses { get; } = [];

    public StepStatus Run()
    {
        var body = Block(definition.Body, "", skipped: false);
        var last = definition.Finally is { Steps.Count: > 0 } block ? Block(block, "finally.", skipped: false) : StepStatus.Succeeded;
        return body == StepStatus.Failed ? body : last;
    }

    // Failed when a step failed that does not go on; a block that is skipped skips all inside it.
    private StepStatus Block(BlockDefinition block, string prefix, bool skipped)
    {
        var steps = block.Steps.ToDictionary(step => step.Name);
        var done = new Dictionary<string, StepStatus>();
        foreach (var step in block.Steps) Step(step.Name);
        return block.Steps.Any(step => done[step.Name] == StepStatus.Failed && step.OnFailure != OnFailure.Continue)
            ? StepStatus.Failed
            : StepStatus.Succeeded;

        StepStatus Step(string name)
        {
            if (done.TryGetValue(name, out var known)) return known;
            var step = steps[name];
            var needed = step.DependsOn.Select(need => (Status: Step(need), steps[need].OnFailure)).ToList();
            var passes = needed.All(need => need.Status == StepStatus.Succeeded
                || (need.Status == StepStatus.Failed && need.OnFailure == OnFailure.Continue));
            var runs = !skipped && passes && (step.When is null || Holds(step.When));
            var status = Kind(step, prefix + name, runs);
            return Statuses[prefix + name] = done[name] = runs ? status : StepStatus.Skipped;
        }
    }

    private StepStatus Kind(StepDefinition step, string path, bool runs)
    {
        switch (step)
        {
            case StepDefinition.Fail:
                return StepStatus.Failed;
            case StepDefinition.Condition condition:
                var taken = runs ? condition.Branches.FirstOrDefault(branch => branch.If is null || Holds(branch.If)) : null;
                var status = StepStatus.Succeeded;
                foreach (var branch in condition.Branches)
                {
                    var end = Block(branch.Block, $"{path}.{branch.Word}.", skipped: branch != taken);
                    if (branch == taken) status = end;
                }

                return status;
            default:
                return RandomPlay.IsBroken(path, seed) ? StepStatus.Failed : StepStatus.Succeeded;
        }
    }

    private bool Holds(string test)
    {
        var parameters = Value.Of([KeyValuePair.Create("p", Value.Of(p))]);
        var outcome = Evaluator.Evaluate(
            ExpressionParser.Parse(test).Expression!, new Bindings(new Dictionary<string, Value> { ["parameters"] = parameters }));
        return ((Value.Bool)((Outcome.Success)outcome).Value).Truth;
    }
}
