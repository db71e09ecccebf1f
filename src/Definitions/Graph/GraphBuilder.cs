using System.Text;
using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Graph;

/// <summary>Lays a definition out as nodes, frames and arrows.</summary>
internal sealed class GraphBuilder
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly List<GraphEdge> _edges = [];

    public static GraphModel Build(PipelineDefinition definition)
    {
        var builder = new GraphBuilder();
        var body = new Scope(null);
        var items = builder.Block(definition.Body, "", body);
        if (definition.Finally is { } last)
        {
            var frame = builder.Id("finally");
            items.Add(new GraphItem.Frame(frame, "finally", builder.Block(last, "finally", new Scope(body))));
        }

        return new(definition.Name, items, builder._edges);
    }

    private List<GraphItem> Block(BlockDefinition block, string path, Scope scope)
    {
        foreach (var step in block.Steps) scope.Ids.Add(step.Name, Id(PathOf(path, step.Name)));
        var items = new List<GraphItem>();
        foreach (var step in block.Steps)
        {
            var (id, at) = (scope.Ids[step.Name], PathOf(path, step.Name));
            var node = new GraphItem.Node(id, step.Name, GraphLabel.Detail(step), step.Type);
            Incoming(step, id, scope);
            if (step is StepDefinition.Condition condition)
            {
                items.Add(node);
                foreach (var branch in condition.Branches)
                    items.Add(
                        Frame(branch.Block, id, $"{at}.{branch.Word}", branch.Word, GraphLabel.Branch(branch), scope));
            }
            else
            {
                items.Add(StepBlocks.Of(step).Any() ? Holder(step, node, at, scope) : node);
            }
        }

        return items;
    }

    /// <summary>A frame with the step's node, the steps of its first block, and a frame for each other block.</summary>
    private GraphItem.Frame Holder(StepDefinition step, GraphItem.Node node, string path, Scope outer)
    {
        // A nested pipeline sees nothing around it.
        var around = step is StepDefinition.Nested ? null : outer;
        var blocks = StepBlocks.Of(step).ToList();
        var (suffix, first) = blocks[0];
        var frame = Id(path + ".steps");
        var items = new List<GraphItem> { node };
        items.AddRange(Inside(first, node.Id, path + suffix, GraphLabel.Entry(step), around));
        foreach (var (word, block) in blocks.Skip(1))
            items.Add(Frame(block, node.Id, path + word, GraphLabel.Entry(word), "", around));
        return new(frame, GraphLabel.Frame(step, path + suffix), items);
    }

    private GraphItem.Frame Frame(
        BlockDefinition block, string from, string path, string entry, string about, Scope? outer)
    {
        var frame = Id(path);
        return new(frame, about.Length > 0 ? $"{path}: {about}" : path, Inside(block, from, path, entry, outer));
    }

    private List<GraphItem> Inside(BlockDefinition block, string from, string path, string entry, Scope? outer)
    {
        var scope = new Scope(outer);
        var items = Block(block, path, scope);
        var firsts = block.Steps.Where(s => s.DependsOn.Count == 0).Select(s => scope.Ids[s.Name]).ToList();
        if (firsts.Count == 0)
        {
            firsts.Add(Id($"{path}.pass"));
            items.Add(new GraphItem.Node(firsts[0], "go on", "", ""));
        }

        foreach (var first in firsts) _edges.Add(new(from, first, GraphEdgeKind.Branch, entry));
        return items;
    }

    /// <summary>Adds one arrow from each step that is read, with the names of what is read, and one for each mere
    /// order.</summary>
    private void Incoming(StepDefinition step, string id, Scope scope)
    {
        var read = new OrderedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        var own = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reference in GraphReferences.OfStep(step))
        {
            own.Add(reference.Path[0]);
            if (scope.Find(reference.Path[0]) is not { } from || from == id) continue;
            if (!read.TryGetValue(from, out var names)) read.Add(from, names = new(StringComparer.Ordinal));
            names.Add(What(reference));
        }

        foreach (var (from, names) in read) _edges.Add(new(from, id, GraphEdgeKind.Data, string.Join(", ", names)));
        // What steps inside read leads to them.
        own.UnionWith(StepBlocks.Of(step).SelectMany(b => GraphReferences.OutOf(b.Block)));
        foreach (var name in step.DependsOn)
        {
            if (!own.Contains(name) && scope.Ids.TryGetValue(name, out var from))
                _edges.Add(new(from, id, GraphEdgeKind.Order, ""));
        }
    }

    private static string What(Reference reference) => reference.Path.Length > 2 ? reference.Path[2]
        : reference.Path.Length > 1 ? reference.Path[1] : "";

    private static string PathOf(string block, string step) => block.Length == 0 ? step : $"{block}.{step}";

    private string Id(string path)
    {
        var id = new StringBuilder("s_");
        foreach (var character in path) id.Append(char.IsAsciiLetterOrDigit(character) ? character : '_');
        var (plain, count) = (id.ToString(), 1);
        var unique = plain;
        while (!_ids.Add(unique)) unique = $"{plain}__{++count}";
        return unique;
    }

    private sealed class Scope(Scope? outer)
    {
        public Dictionary<string, string> Ids { get; } = new(StringComparer.Ordinal);

        public string? Find(string name)
        {
            for (var scope = this; scope is not null; scope = scope.Outer)
            {
                if (scope.Ids.TryGetValue(name, out var id)) return id;
            }

            return null;
        }

        private Scope? Outer { get; } = outer;
    }
}
