using System.Collections.Immutable;
using System.Text.Json;
using Pipelines.Definitions.Expressions.Evaluation;

namespace Pipelines.Definitions.Expressions;

/// <summary>JSON whose strings may be templates. The names of fields are always plain text.</summary>
public abstract record TemplateTree
{
    private TemplateTree()
    {
    }

    /// <summary>True when there is no expression anywhere.</summary>
    public bool IsConstant => this is Constant;

    /// <summary>What the expressions read; spans count in the text of the template that holds them.</summary>
    public IEnumerable<Reference> References => this switch
    {
        Text text => text.Template.References,
        List list => list.Items.SelectMany(i => i.References),
        Map map => map.Fields.SelectMany(f => f.Value.References),
        _ => [],
    };

    /// <summary>Reads JSON.</summary>
    public static TemplateTreeParseResult Parse(JsonElement json)
    {
        var faults = new List<TemplateTreeFault>();
        var tree = Read(json, "$", faults);
        return new TemplateTreeParseResult(faults.Count == 0 ? tree : null, faults);
    }

    /// <summary>Checks every expression in it.</summary>
    /// <returns>The type of the value, and all faults.</returns>
    public (CelType Type, IReadOnlyList<TemplateTreeFault> Faults) Check(TypeEnvironment environment)
    {
        var faults = new List<TemplateTreeFault>();
        return (Check(environment, "$", faults), faults);
    }

    /// <summary>Evaluates every expression in it, all within one set of limits.</summary>
    /// <param name="bindings">The values of the names.</param>
    /// <param name="error">What went wrong first, and where; null when nothing did.</param>
    /// <param name="limits">How much all of them together may do.</param>
    /// <returns>The value; null when there is an error.</returns>
    public Value? Evaluate(IBindings bindings, out TemplateTreeError? error, EvaluationLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(bindings);
        error = null;
        return Evaluate(bindings, new Meter(limits ?? EvaluationLimits.Default), "$", ref error);
    }

    private static TemplateTree Read(JsonElement json, string path, List<TemplateTreeFault> faults)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                var parsed = Template.Parse(json.GetString()!);
                faults.AddRange(parsed.Faults.Select(f => new TemplateTreeFault(path, f)));
                return parsed.Template switch
                {
                    null => new Constant(Value.NullValue),
                    { IsConstant: true } constant =>
                        new Constant(
                            Value.Of(string.Concat(constant.Parts.Cast<TemplatePart.Text>().Select(p => p.Content)))),
                    var template => new Text(template),
                };
            case JsonValueKind.Array:
                var items = json.EnumerateArray().Select((item, i) =>
                    Read(item, $"{path}[{i}]", faults)).ToImmutableArray();
                return items.All(i => i.IsConstant)
                    ? new Constant(Value.Of(items.Select(i => ((Constant)i).Value)))
                    : new List(items);
            case JsonValueKind.Object:
                var fields = json.EnumerateObject()
                    .Select(p => KeyValuePair.Create(p.Name, Read(p.Value, $"{path}.{p.Name}", faults)))
                    .ToImmutableArray();
                return fields.All(f => f.Value.IsConstant)
                    ? new Constant(Value.Of(fields.Select(f => KeyValuePair.Create(f.Key, ((Constant)f.Value).Value))))
                    : new Map(fields);
            default:
                return new Constant(ValueJson.Read(json));
        }
    }

    private CelType Check(TypeEnvironment environment, string path, List<TemplateTreeFault> faults)
    {
        switch (this)
        {
            case Text text:
                var checkedText = text.Template.Check(environment);
                faults.AddRange(checkedText.Faults.Select(f => new TemplateTreeFault(path, f)));
                return checkedText.Type;
            case List list:
                var types = list.Items.Select((item, i) =>
                    item.Check(environment, $"{path}[{i}]", faults)).Distinct().ToList();
                return CelType.List(types is [{ } only] ? only : CelType.Dyn);
            case Map map:
                var fields = new Dictionary<string, CelType>(StringComparer.Ordinal);
                foreach (var (name, field) in map.Fields)
                    fields[name] = field.Check(environment, $"{path}.{name}", faults);
                return CelType.RecordOf(fields);
            default:
                return Checking.ValueTypes.Of(((Constant)this).Value);
        }
    }

    private Value? Evaluate(IBindings bindings, Meter meter, string path, ref TemplateTreeError? error)
    {
        switch (this)
        {
            case Text text:
                var outcome = text.Template.Evaluate(bindings, meter);
                if (outcome is Outcome.Success success) return success.Value;
                error = new TemplateTreeError(path, ((Outcome.Failure)outcome).Error);
                return null;
            case List list:
                var items = ImmutableArray.CreateBuilder<Value>(list.Items.Length);
                foreach (var item in list.Items)
                {
                    if (item.Evaluate(bindings, meter, $"{path}[{items.Count}]", ref error) is not { } value)
                    {
                        return null;
                    }

                    items.Add(value);
                }

                return new Value.List(items.MoveToImmutable());
            case Map map:
                var fields = new List<KeyValuePair<string, Value>>(map.Fields.Length);
                foreach (var (name, field) in map.Fields)
                {
                    if (field.Evaluate(bindings, meter, $"{path}.{name}", ref error) is not { } value) return null;
                    fields.Add(KeyValuePair.Create(name, value));
                }

                return Value.Of(fields);
            default:
                return ((Constant)this).Value;
        }
    }

    /// <summary>A value without expressions.</summary>
    public sealed record Constant(Value Value) : TemplateTree;

    /// <summary>A string with expressions.</summary>
    public sealed record Text(Template Template) : TemplateTree;

    /// <summary>An array with expressions somewhere in it.</summary>
    public sealed record List(ImmutableArray<TemplateTree> Items) : TemplateTree;

    /// <summary>An object with expressions somewhere in it.</summary>
    public sealed record Map(ImmutableArray<KeyValuePair<string, TemplateTree>> Fields) : TemplateTree;
}
