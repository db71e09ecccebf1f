using System.Collections.Immutable;
using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;

namespace Pipelines.Workflows.Scheduling.Compiled;

/// <summary>Parses the expressions of one step.</summary>
internal static partial class StepCompiler
{
    /// <summary>Compiles a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="path">Its path.</param>
    /// <param name="block">Compiles a block inside it, given the prefix of its paths.</param>
    /// <exception cref="DefinitionException">An expression of it cannot be parsed.</exception>
    public static CompiledStep Compile(
        StepDefinition step, string path, Func<BlockDefinition, string, CompiledBlock> block)
    {
        var when = step.When is null ? null : FieldExpression.Parse(path, "when", step.When);
        return step switch
        {
            StepDefinition.Job job => new CompiledStep.Job(job, when, OutputNames(job), Templates(job, path)),
            StepDefinition.Register register =>
                new CompiledStep.Register(register, when, ["group", "version"], Templates(register, path)),
            StepDefinition.Condition condition => new CompiledStep.Condition(
                condition, when, OutputNames(condition), Branches(condition, path, block)),
            StepDefinition.Loop loop => Loop(loop, when, path, block),
            StepDefinition.ForEach each => ForEach(each, when, path, block),
            StepDefinition.Guarded guarded => Guarded(guarded, when, path, block),
            StepDefinition.Nested nested => Nested(nested, when, path),
            StepDefinition.ManualApproval approval => new CompiledStep.Approval(
                approval, when, (approval.Message ?? approval.Description) is { } text ? Text(path, "message", text)
                    : null),
            StepDefinition.Callback callback => new CompiledStep.Callback(
                callback, when, [.. callback.Outputs], callback.Request is { } call ? Call(call, path, "request.")
                    : null),
            StepDefinition.Http http => Http(http, when, path),
            StepDefinition.Wait wait => new CompiledStep.Wait(
                wait, when, Field(path, "duration", wait.Duration), Field(path, "until", wait.Until)),
            StepDefinition.Fail fail => new CompiledStep.Fail(fail, when, Text(path, "message", fail.Message)),
            _ => throw new DefinitionException(
                DefinitionException.Unsupported, $"steps.{path}: this worker cannot run steps of type '{step.Type}'"),
        };
    }

    /// <summary>Parses templates, in the order of their names so that every worker goes through them alike.</summary>
    /// <param name="path">Path of the step; null for the pipeline itself.</param>
    /// <param name="field">The field that holds them.</param>
    /// <param name="templates">Name → template.</param>
    /// <exception cref="DefinitionException">One cannot be parsed.</exception>
    public static ImmutableArray<NamedTemplate> Named(
        string? path, string field, IReadOnlyDictionary<string, JsonElement> templates) =>
    [
        .. templates.OrderBy(template => template.Key, StringComparer.Ordinal).Select(template =>
            new NamedTemplate(template.Key, FieldTemplate.Parse(path, $"{field}.{template.Key}", template.Value))),
    ];

    private static JobTemplates Templates(StepDefinition.Job job, string path) => new(
        job.Program is ProgramDefinition.Command command
            ? [.. command.Arguments.Select((text, index) => FieldTemplate.Parse(path, $"command[{index}]", text))]
            : null,
        (job.Program as ProgramDefinition.Component)?.Name,
        Named(path, "inputs", job.Inputs),
        Named(path, "hyperparameters", job.Hyperparameters),
        Named(path, "env", job.Env));

    private static RegisterTemplates Templates(StepDefinition.Register register, string path) => new(
        FieldTemplate.Parse(path, "group", register.Group),
        FieldTemplate.Parse(path, "model", register.Model),
        register.Approval is { } approval ? FieldTemplate.Parse(path, "approval", approval) : null,
        Named(path, "metrics", register.Metrics),
        register.Note is { } note ? FieldTemplate.Parse(path, "note", note) : null);

    private static ImmutableArray<CompiledBranch> Branches(
        StepDefinition.Condition condition, string path, Func<BlockDefinition, string, CompiledBlock> block) =>
    [
        .. condition.Branches.Select(branch => new CompiledBranch(
            branch.Word,
            branch.If is null ? null : FieldExpression.Parse($"{path}.{branch.Word}", "if", branch.If),
            block(branch.Block, $"{path}.{branch.Word}."))),
    ];

    private static FieldTemplate? Field(string path, string field, JsonElement? source) =>
        source is { } given ? FieldTemplate.Parse(path, field, given) : null;

    private static FieldTemplate Text(string path, string field, string text) =>
        FieldTemplate.Parse(path, field, JsonSerializer.SerializeToElement(text, PipelineJson.Options));

    private static ImmutableArray<string> OutputNames(StepDefinition.Job job)
    {
        var names = job.Outputs.Select(output => output.Name).ToImmutableArray();
        return job.Type == "training" && !names.Contains("model") ? names.Add("model") : names;
    }

    private static ImmutableArray<string> OutputNames(StepDefinition.Condition condition) =>
        Names([.. condition.Branches.Select(branch => branch.Block)]);

    private static ImmutableArray<string> Names(params IEnumerable<BlockDefinition?> blocks) =>
    [
        .. blocks.SelectMany(block => block?.Outputs.Keys ?? [])
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];
}
