using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Reading;

namespace Pipelines.Definitions.Checking;

/// <summary>Finds steps of one block that wait for each other in a circle.</summary>
internal static class StepCycles
{
    private const int MostShown = 1_000;

    /// <summary>Reports one circle, the shortest through its first step, for each group of steps that are caught in
    /// circles.</summary>
    public static void Report(DiagnosticBag bag, BlockDraft block)
    {
        var order = Order(block);
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in order)
        {
            if (step.DependsOn.All(done.Contains)) done.Add(step.Name);
        }

        if (done.Count == block.Steps.Count) return;
        var caught = block.Steps.Where(s => !done.Contains(s.Name)).ToList();
        var group = StepGroups.Of(block, caught);
        var reported = new HashSet<int>();
        foreach (var step in caught)
        {
            if (reported.Contains(group[step]) || Circle(block, step, group) is not { } circle) continue;
            reported.Add(group[step]);
            Report(bag, circle);
        }
    }

    /// <summary>Returns the steps in an order in which each stands behind those it depends on; those in circles come
    /// last.</summary>
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

    /// <summary>Returns the shortest way from a step back to itself, over steps of its group; null when there is
    /// none.</summary>
    private static List<StepDraft>? Circle(BlockDraft block, StepDraft start, IReadOnlyDictionary<StepDraft, int> group)
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

                var next = block.ByName[name];
                if (group.TryGetValue(next, out var number) && number == group[start] && cameFrom.TryAdd(name, step))
                    queue.Enqueue(next);
            }
        }

        return null;
    }

    private static void Report(DiagnosticBag bag, List<StepDraft> circle)
    {
        var more = circle.Count > MostShown ? $" → … ({circle.Count - MostShown} more)" : "";
        var names = string.Join(" → ", circle.Take(MostShown).Select(s => s.Name)) + $"{more} → {circle[0].Name}";
        bag.Error(
            DiagnosticCodes.Cycle,
            circle[0].Key.Span,
            $"these steps wait for each other and could never start: {names} (→ waits for).",
            "remove one of the references or needs");
    }
}
