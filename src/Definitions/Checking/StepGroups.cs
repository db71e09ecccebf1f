using Pipelines.Definitions.Reading;

namespace Pipelines.Definitions.Checking;

/// <summary>Groups steps so that all of a group wait for each other, directly or through others (Tarjan's algorithm,
/// without recursion: circles can be long).</summary>
internal sealed class StepGroups
{
    private readonly BlockDraft _block;
    private readonly Dictionary<StepDraft, int> _group = [];
    private readonly Dictionary<StepDraft, (int Met, int Lowest)> _marks = [];
    private readonly Stack<StepDraft> _open = new();

    private StepGroups(BlockDraft block) => _block = block;

    /// <summary>Returns the number of each step's group. Linear in steps and dependencies.</summary>
    public static IReadOnlyDictionary<StepDraft, int> Of(BlockDraft block, IReadOnlyList<StepDraft> steps)
    {
        var groups = new StepGroups(block);
        foreach (var step in steps)
        {
            if (!groups._marks.ContainsKey(step)) groups.Walk(step);
        }

        return groups._group;
    }

    private void Walk(StepDraft root)
    {
        var path = new Stack<(StepDraft Step, IEnumerator<string> Next)>();
        Enter(root, path);
        while (path.TryPeek(out var top))
        {
            if (top.Next.MoveNext())
            {
                var next = _block.ByName[top.Next.Current];
                if (!_marks.TryGetValue(next, out var mark)) Enter(next, path);
                else if (!_group.ContainsKey(next)) Lower(top.Step, mark.Met);
                continue;
            }

            path.Pop();
            if (path.TryPeek(out var before)) Lower(before.Step, _marks[top.Step].Lowest);
            if (_marks[top.Step] is var (met, lowest) && met == lowest) Close(top.Step);
        }
    }

    private void Enter(StepDraft step, Stack<(StepDraft, IEnumerator<string>)> path)
    {
        _marks[step] = (_marks.Count, _marks.Count);
        _open.Push(step);
        path.Push((step, step.DependsOn.GetEnumerator()));
    }

    private void Lower(StepDraft step, int to) => _marks[step] = (_marks[step].Met, Math.Min(_marks[step].Lowest, to));

    private void Close(StepDraft first)
    {
        var number = _marks[first].Met;
        StepDraft step;
        do
        {
            step = _open.Pop();
            _group[step] = number;
        }
        while (step != first);
    }
}
