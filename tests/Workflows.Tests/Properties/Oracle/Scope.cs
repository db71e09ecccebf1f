using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Model;

namespace Pipelines.Workflows.Tests.Properties.Oracle;

/// <summary>The names that expressions see: those of one block, then those around it.</summary>
internal sealed class Scope(Scope? around) : IBindings
{
    private static readonly Value Unset = Value.NullValue;

    /// <summary>The steps of the block that are over, by name.</summary>
    public Dictionary<string, StepRecord> Steps { get; } = new(StringComparer.Ordinal);

    /// <summary>What a failure does to the steps beside it.</summary>
    public FailureMode Mode { get; init; }

    /// <summary>Names beside <c>steps</c>.</summary>
    public ImmutableDictionary<string, Value> Names { get; init; } = ImmutableDictionary<string, Value>.Empty;

    public Scope Inside(params KeyValuePair<string, Value>[] names) => new(this) { Names = Names.SetItems(names), Mode = Mode };

    public bool TryGet(string name, [NotNullWhen(true)] out Value? value)
    {
        value = name == "steps" ? Value.Of(Visible().Select(step => KeyValuePair.Create(step.Key, Shown(step.Value))))
            : Names.GetValueOrDefault(name);
        return value is not null;
    }

    public JsonElement Json(JsonElement template) => ValueJson.ToElement(Evaluate(template));

    public Value Evaluate(JsonElement template) =>
        TemplateTree.Parse(template).Tree!.Evaluate(this, out var error) ?? throw new ExpressionFailedException(error!.Error.Message);

    public Value Evaluate(string expression) =>
        Evaluator.Evaluate(ExpressionParser.Parse(expression).Expression!, this) switch
        {
            Outcome.Success success => success.Value,
            var failure => throw new ExpressionFailedException(failure.ToString()!),
        };

    public bool IsTrue(string expression) =>
        Evaluate(expression) is Value.Bool truth ? truth.Truth : throw new ExpressionFailedException("no truth value");

    public Dictionary<string, JsonElement> Json(IReadOnlyDictionary<string, JsonElement> templates) =>
        templates.OrderBy(template => template.Key, StringComparer.Ordinal)
            .ToDictionary(template => template.Key, template => Json(template.Value));

    private Dictionary<string, StepRecord> Visible()
    {
        var all = around?.Visible() ?? new(StringComparer.Ordinal);
        foreach (var (name, step) in Steps) all[name] = step;
        return all;
    }

    // A step that did not run hands out nulls, one that failed hands out nothing.
    private static Value Shown(StepRecord step)
    {
        var outputs = step.Outputs.ToDictionary(output => output.Key, output => ValueJson.Read(output.Value));
        if (step.Status is StepStatus.Succeeded or StepStatus.Skipped)
        {
            foreach (var name in step.Names) outputs.TryAdd(name, Unset);
        }

        var error = step.Cause is not { } cause ? Unset : Value.Of(
        [
            KeyValuePair.Create("type", Value.Of(cause.Type)),
        ]);
        return Value.Of(
        [
            KeyValuePair.Create("status", Value.Of(step.Status.ToString())),
            KeyValuePair.Create("attempts", Value.Of((long)step.Attempts)),
            KeyValuePair.Create("outputs", Value.Of(outputs)),
            KeyValuePair.Create("error", error),
        ]);
    }
}
