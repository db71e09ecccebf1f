using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Reading;

namespace Pipelines.Definitions.Checking;

/// <summary>Finds steps of one block that wait for each other in a circle.</summary>
internal static class StepCycles
{
    /// <summary>Reports one circle, the shortest through its first step, for each group of steps that are caught in circles.</summary>
    public static void Report(DiagnosticBag bag, BlockDraft block)
    {
        var caught = Caught(block);
        while (caught.Count > 0)
        {
            // Of the steps left, those that are behind a circle without being in one are dropped here.
            var first = caught.Values.First();
            var circle = Circle(block, first, caught);
            if (circle is null)
            {
                caught.Remove(first.Name);
                continue;
            }

            Report(bag, circle);
            foreach (var step in circle) caught.Remove(step.Name);
        }
    }

    /// <summary>Returns the steps in an order in which each stands behind those it depends on; those in circles come last.</summary>
    public static IReadOnlyList<StepDraft> Order(BlockDraft block)
    {
        var order = new List<StepDraft>(block.Steps.Count);
        var waiting = new Dictionary<string, int>(StringComparer.Ordinal);
        var dependents = new Dictionary<string, List<StepDraft>>(StringComparer.Ordinal);
        foreach (var step in block.Steps)
        {
            waiting[step.Name] = step.DependsOn.Count;
            if (step.DependsOn.Count == 0) order.Add(step);
            foreach (var name in step.DependsOn)
            {
                if (!dependents.TryGetValue(name, out var list)) dependents.Add(name, list = []);
                list.Add(step);
            }
        }

        for (var i = 0; i < order.Count; i++)
        {
            foreach (var next in dependents.GetValueOrDefault(order[i].Name) ?? [])
            {
                if (--waiting[next.Name] == 0) order.Add(next);
            }
        }

        if (order.Count < block.Steps.Count) order.AddRange(block.Steps.Where(s => waiting[s.Name] > 0));
        return order;
    }

    private static OrderedDictionary<string, StepDraft> Caught(BlockDraft block)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in Order(block))
        {
            if (step.DependsOn.All(done.Contains)) done.Add(step.Name);
        }

        return new(block.Steps.Where(s => !done.Contains(s.Name)).Select(s => KeyValuePair.Create(s.Name, s)));
    }

    /// <summary>Returns the shortest way from a step back to itself, over steps that are still caught; null when there is none.</summary>
    private static List<StepDraft>? Circle(
        BlockDraft block, StepDraft start, IReadOnlyDictionary<string, StepDraft> caught)
    {
        var cameFrom = new Dictionary<string, StepDraft>(StringComparer.Ordinal);
        var queue = new Queue<StepDraft>([start]);
        while (queue.TryDequeue(out var step))
        {
            foreach (var name in step.DependsOn)
            {
                if (name == start.Name)
                {
                    var circle = new List<StepDraft>();
                    for (var at = step; at != start; at = cameFrom[at.Name]) circle.Add(at);
                    circle.Add(start);
                    circle.Reverse();
                    return circle;
                }

                if (caught.ContainsKey(name) && cameFrom.TryAdd(name, step)) queue.Enqueue(block.ByName[name]);
            }
        }

        return null;
    }

    private static void Report(DiagnosticBag bag, List<StepDraft> circle)
    {
        var names = string.Join(" → ", circle.Append(circle[0]).Select(s => s.Name));
        bag.Error(
            DiagnosticCodes.Cycle,
            circle[0].Key.Span,
            $"these steps wait for each other and could never start: {names} (→ waits for).",
            "remove one of the references or needs");
    }
}
