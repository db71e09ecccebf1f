using Pipelines.Definitions.Model;

namespace Pipelines.Workflows.Scheduling.Compiled;

/// <content>Steps that repeat, guard or embed a block, and calls of web services.</content>
internal static partial class StepCompiler
{
    private static CompiledStep.Loop Loop(
        StepDefinition.Loop loop,
        FieldExpression? when,
        string path,
        Func<BlockDefinition, string, CompiledBlock> block) =>
        new(loop, when, Names(loop.Block), block(loop.Block, $"{path}[i]."))
        {
            While = loop.While is { } test ? FieldExpression.Parse(path, "while", test) : null,
            Until = loop.Until is { } end ? FieldExpression.Parse(path, "until", end) : null,
            Maximum = Field(path, "maximum", loop.Maximum),
            State = Named(path, "state", loop.State),
            Next = Named(path, "next", loop.Next),
        };

    private static CompiledStep.ForEach ForEach(
        StepDefinition.ForEach each,
        FieldExpression? when,
        string path,
        Func<BlockDefinition, string, CompiledBlock> block) =>
        new(
            each,
            when,
            Names(each.Block),
            Field(path, "items", each.Items),
            [
                .. (each.Matrix ?? []).Select(axis => new NamedTemplate(
                    axis.Name, FieldTemplate.Parse(path, $"matrix.{axis.Name}", axis.Values))),
            ],
            block(each.Block, $"{path}[i]."));

    private static CompiledStep.Guarded Guarded(
        StepDefinition.Guarded guarded,
        FieldExpression? when,
        string path,
        Func<BlockDefinition, string, CompiledBlock> block) =>
        new(
            guarded,
            when,
            Names(guarded.Block, guarded.Catch),
            block(guarded.Block, path + "."),
            guarded.Catch is { } rescue ? block(rescue, path + ".catch.") : null,
            guarded.Finally is { Steps.Count: > 0 } last ? block(last, path + ".finally.") : null);

    private static CompiledStep.Nested Nested(StepDefinition.Nested nested, FieldExpression? when, string path) => new(
        nested,
        when,
        Names(nested.Pipeline.Body),
        FlowCompiler.Pipeline(nested.Pipeline, path + "."),
        Named(path, "with", nested.With));

    private static CompiledStep.Http Http(StepDefinition.Http http, FieldExpression? when, string path) => new(
        http,
        when,
        [.. http.Outputs.Keys.Concat(["status", "body", "headers"]).Distinct(StringComparer.Ordinal)],
        Call(http.Call, path, ""),
        [
            .. http.Outputs.OrderBy(output => output.Key, StringComparer.Ordinal).Select(output =>
                new NamedExpression(output.Key, FieldExpression.Parse(path, $"outputs.{output.Key}", output.Value))),
        ]);

    private static HttpTemplates Call(HttpCall call, string path, string field) => new(
        call.Method,
        FieldTemplate.Parse(path, field + "url", call.Url),
        Named(path, field + "headers", call.Headers),
        Field(path, field + "body", call.Body));
}
