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
        foreach (var step in block.Steps) scope.Ids.Add(step.Name, Id(path.Length == 0 ? step.Name : $"{path}.{step.Name}"));
        var items = new List<GraphItem>();
        foreach (var step in block.Steps)
        {
            var id = scope.Ids[step.Name];
            items.Add(new GraphItem.Node(id, step.Name, Detail(step), step.Type));
            Incoming(step, id, scope);
            if (step is not StepDefinition.Condition condition) continue;
            var at = path.Length == 0 ? step.Name : $"{path}.{step.Name}";
            foreach (var branch in condition.Branches) items.Add(Branch(branch, id, $"{at}.{branch.Word}", scope));
        }

        return items;
    }

    private GraphItem.Frame Branch(BranchDefinition branch, string condition, string path, Scope outer)
    {
        var frame = Id(path);
        var scope = new Scope(outer);
        var items = Block(branch.Block, path, scope);
        var firsts = branch.Block.Steps.Where(s => s.DependsOn.Count == 0).Select(s => scope.Ids[s.Name]).ToList();
        if (firsts.Count == 0)
        {
            firsts.Add(Id($"{path}.pass"));
            items.Add(new GraphItem.Node(firsts[0], "go on", "", ""));
        }

        foreach (var first in firsts) _edges.Add(new(condition, first, GraphEdgeKind.Branch, branch.Word));
        var label = branch is { If: not null, Word: not "then" } ? $"{path}: {branch.If}" : path;
        return new(frame, label, items);
    }

    /// <summary>Adds one arrow from each step that is read, with the names of what is read, and one for each mere order.</summary>
    private void Incoming(StepDefinition step, string id, Scope scope)
    {
        var read = new OrderedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        var own = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reference in Steps(step))
        {
            if (scope.Find(reference.Path[0]) is not { } from) continue;
            if (!read.TryGetValue(from, out var names)) read.Add(from, names = new(StringComparer.Ordinal));
            names.Add(What(reference));
            own.Add(reference.Path[0]);
        }

        foreach (var (from, names) in read) _edges.Add(new(from, id, GraphEdgeKind.Data, string.Join(", ", names)));
        if (step is StepDefinition.Condition condition) ReadInside(condition, own);
        foreach (var name in step.DependsOn)
        {
            if (!own.Contains(name) && scope.Ids.TryGetValue(name, out var from))
                _edges.Add(new(from, id, GraphEdgeKind.Order, ""));
        }
    }

    /// <summary>Notes what the blocks of a condition read: those arrows lead to the steps inside.</summary>
    private static void ReadInside(StepDefinition.Condition condition, HashSet<string> names)
    {
        foreach (var branch in condition.Branches)
        {
            foreach (var step in branch.Block.Steps)
            {
                names.UnionWith(Steps(step).Select(r => r.Path[0]));
                if (step is StepDefinition.Condition inner) ReadInside(inner, names);
            }
        }
    }

    private static IEnumerable<Reference> Steps(StepDefinition step) =>
        StepExpressions.Of(step).Where(r => r.Root == "steps" && !r.Path.IsEmpty);

    private static string What(Reference reference) => reference.Path.Length > 2 ? reference.Path[2]
        : reference.Path.Length > 1 ? reference.Path[1] : "";

    private static string Detail(StepDefinition step) =>
        step is StepDefinition.Condition { Branches: [{ If: { } test }, ..] } ? test : step.Type;

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
