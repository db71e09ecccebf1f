using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Reading;

namespace Pipelines.Definitions.Checking;

/// <summary>Checks the types of all expressions.</summary>
internal sealed class TypeChecking
{
    private readonly DiagnosticBag _bag;
    private readonly OutputTypes _outputs;
    private readonly TypeEnvironment _roots;
    private readonly Dictionary<BlockDraft, TypeEnvironment> _environments = [];

    public TypeChecking(DiagnosticBag bag, IReadOnlyList<ParameterDraft> parameters)
    {
        _bag = bag;
        _roots = Roots(parameters);
        _outputs = new OutputTypes(Environment);
    }

    public void Check(PipelineDraft pipeline)
    {
        Check(pipeline.Body);
        if (pipeline.Finally is not null) Check(pipeline.Finally);
    }

    /// <summary>Returns the types of what a block hands out.</summary>
    public IReadOnlyDictionary<string, CelType> OutputsOf(BlockDraft block) =>
        block.Outputs.ToDictionary(o => o.Name, o => ValueDraftTypes.Of(o, Environment(block)), StringComparer.Ordinal);

    private void Check(BlockDraft block)
    {
        // In the order of the dependencies, so that the types of outputs are known where they are read.
        foreach (var step in StepCycles.Order(block))
        {
            foreach (var site in step.Sites) Check(site, block);
            foreach (var inner in step.Blocks) Check(inner);
        }

        foreach (var site in block.Outputs.SelectMany(o => o.Sites).Concat(block.Sites)) Check(site, block);
    }

    private void Check(ExpressionSite site, BlockDraft block)
    {
        if (site.Check(Environment(block)) is not { } result) return;
        site.Report(_bag, result.Faults);
        if (result.Faults.Count > 0 || ExpectedTypes.Accept(site, result.Type)) return;
        var seen = ExpectedTypes.Name(result.Type);
        if (site.Expected == ExpectedValue.Truth && site.Bare is not null)
        {
            _bag.Error(
                DiagnosticCodes.NotBoolean,
                site.SpanOf(0, site.BareLength),
                $"{site.Where}: a test is true or false, but this is {seen}.",
                "compare it with something, as in 'a >= b'");
        }
        else
        {
            _bag.Error(
                DiagnosticCodes.WrongType,
                site.Bare is null ? site.Scalar.Span : site.SpanOf(0, site.BareLength),
                $"{site.Where}: {ExpectedTypes.Wanted(site.Expected)} belongs here, but this is {seen}.");
        }
    }

    private TypeEnvironment Environment(BlockDraft block)
    {
        if (_environments.TryGetValue(block, out var known)) return known;
        // Open, for unknown steps were reported before with a better hint.
        var steps = CelType.RecordOf(new StepTypesInScope(block, s => _outputs.OfStep(s, block)), open: true);
        var outer = block.Parent is null ? _roots : Environment(block.Parent);
        var here = outer.With("steps", steps);
        foreach (var (name, type) in block.Names) here = here.With(name, type);
        if (block.Item is { } item)
            here = here.With("loop", LoopTypes.OfItem(outer)).With(item.As, ItemTypes.Of(item, outer));
        if (block.Loop is { } before && before.Round != block)
        {
            here = here.With("loop", Environment(before.Round).Find("loop")!);
        }
        else if (block.Loop is { } loop)
        {
            // What the state becomes may depend on steps inside, whose types may depend on the state: those who ask
            // while this is found out are told that nothing is known.
            _environments[block] = here.With("loop", LoopTypes.Unsure(loop));
            here = here.With("loop", LoopTypes.Of(loop, outer, _environments[block]));
        }

        return _environments[block] = here;
    }

    private static TypeEnvironment Roots(IReadOnlyList<ParameterDraft> parameters)
    {
        var types = parameters.ToDictionary(
            p => p.Key.Text, p => OfParameter(p.Definition?.Type), StringComparer.Ordinal);
        var execution = new Dictionary<string, CelType>
        {
            ["id"] = CelType.Text,
            ["name"] = CelType.Text,
            ["status"] = CelType.Text,
            ["startTime"] = CelType.Timestamp,
        };
        var pipeline = new Dictionary<string, CelType> { ["name"] = CelType.Text, ["version"] = CelType.Text };
        return TypeEnvironment.Empty
            .With("parameters", CelType.RecordOf(types, open: true))
            .With("execution", CelType.RecordOf(execution))
            .With("pipeline", CelType.RecordOf(pipeline))
            .With("env", CelType.Map(CelType.Text, CelType.Text))
            .With("loop", CelType.Dyn);
    }

    private static CelType OfParameter(ParameterType? type) => type switch
    {
        ParameterType.String => CelType.Text,
        ParameterType.Int => CelType.Int,
        ParameterType.Float => CelType.Double,
        ParameterType.Bool => CelType.Bool,
        ParameterType.List => CelType.List(CelType.Dyn),
        ParameterType.Map => CelType.Map(CelType.Text, CelType.Dyn),
        _ => CelType.Dyn,
    };
}
