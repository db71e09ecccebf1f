using Pipelines.Definitions.Expressions;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling.Snapshots;

/// <summary>Names of steps that something still to come may read.</summary>
internal sealed class Readings
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private bool _all;

    /// <summary>What the rest of an execution may read.</summary>
    public static Readings Of(FlowState state)
    {
        var readings = new Readings();
        foreach (var frame in state.Frames.Open)
        {
            readings.Add(frame.Block.Outputs.SelectMany(output => output.Template.References));
            var index = 0;
            foreach (var slot in frame.Slots)
            {
                if (!slot.IsDone) readings.Add(frame.Block.Steps[index].References());
                index++;
            }
        }

        if (state is { Phase: FlowPhase.Body, Flow.Finally: { } last }) readings.Add(last.References());
        return readings;
    }

    /// <summary>What a block may read.</summary>
    public static Readings Of(CompiledBlock block)
    {
        var readings = new Readings();
        readings.Add(block.References());
        return readings;
    }

    /// <summary>True when a step of that name may be read.</summary>
    public bool Contains(string step) => _all || _names.Contains(step);

    private void Add(IEnumerable<Reference> references)
    {
        foreach (var reference in references)
        {
            if (reference.Root != "steps") continue;
            if (reference.Path.IsEmpty) _all = true; // which one is computed
            else _names.Add(reference.Path[0]);
        }
    }
}
