using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Expressions;
using Pipelines.Workflows.Scheduling.Binding;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling;

/// <summary>Makes the inputs of activities: every expression of a step evaluated.</summary>
internal static class Requests
{
    private static readonly ImmutableArray<string> Approvals = ["pending", "approved", "rejected"];

    /// <summary>The input of a job.</summary>
    /// <exception cref="FieldException">An expression has no value, or one that its field cannot have.</exception>
    public static JobRequest Of(CompiledStep.Job step, string path, PipelineContext context, FlowBindings bindings)
    {
        var request = new JobRequest
        {
            Context = context,
            Step = path,
            Type = step.Definition.Type,
            Command = step.Templates.Command is { } command ? Arguments(command, bindings) : null,
            Component = step.Templates.Component,
            Inputs = Json(step.Templates.Inputs, bindings),
            Hyperparameters = Json(step.Templates.Hyperparameters, bindings),
            Env = Texts(step.Templates.Env, bindings),
            Outputs = step.Of.Outputs,
            Metrics = step.Of.Metrics,
            Report = step.Of.Report,
        };
        RefuseLarge("inputs", request.Inputs);
        RefuseLarge("hyperparameters", request.Hyperparameters);
        RefuseLong("command", request.Command ?? []);
        RefuseLong("env", request.Env.Values);
        return request;
    }

    /// <summary>The input of a call of a web service.</summary>
    /// <exception cref="FieldException">An expression has no value, or one that its field cannot have.</exception>
    public static HttpRequest Of(
        CompiledStep.Http step, string path, PipelineContext context, FlowBindings bindings) =>
        Of(step.Call, path, context, bindings) with { Expect = step.Of.Expect };

    /// <summary>The same without expectations.</summary>
    /// <exception cref="FieldException">An expression has no value, or one that its field cannot have.</exception>
    public static HttpRequest Of(HttpTemplates call, string path, PipelineContext context, FlowBindings bindings)
    {
        var url = call.Url.EvaluateText(bindings);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw FieldException.WrongValue(call.Url.Field, $"'{Shown.Cut(url)}'", "an absolute http or https address");
        }

        var request = new HttpRequest
        {
            Context = context,
            Step = path,
            Method = call.Method,
            Url = url,
            Headers = Texts(call.Headers, bindings),
            Body = call.Body?.EvaluateJson(bindings),
        };
        if (request.Body is { } body) RefuseLarge("body", new Dictionary<string, JsonElement> { ["body"] = body });
        RefuseLong("headers", request.Headers.Values);
        return request;
    }

    /// <summary>The input of a registration.</summary>
    /// <exception cref="FieldException">An expression has no value, or one that its field cannot have.</exception>
    public static RegisterRequest Of(
        CompiledStep.Register step, string path, PipelineContext context, FlowBindings bindings)
    {
        var templates = step.Templates;
        var group = templates.Group.Evaluate(bindings);
        if (group is not Value.Text { Content.Length: > 0 } name)
        {
            throw FieldException.WrongValue("group", ValueForms.Describe(group), "the name of a model group");
        }

        var model = templates.Model.Evaluate(bindings);
        var artifact = ValueForms.ToArtifact(model)
            ?? throw FieldException.WrongValue(
                "model", ValueForms.Describe(model), "an artifact, such as the output 'model' of a training step");
        var approval = templates.Approval?.EvaluateText(bindings) ?? Approvals[0];
        if (!Approvals.Contains(approval))
        {
            throw FieldException.WrongValue(
                "approval", $"'{Shown.Cut(approval)}'", "one of " + string.Join(", ", Approvals));
        }

        var metrics = Json(templates.Metrics, bindings);
        var note = templates.Note?.EvaluateText(bindings);
        return new RegisterRequest(context, path, name.Content, artifact, approval, metrics, note);
    }

    /// <summary>Values by name, as JSON.</summary>
    /// <exception cref="FieldException">An expression has no value.</exception>
    public static IReadOnlyDictionary<string, JsonElement> Json(
        ImmutableArray<NamedTemplate> templates, FlowBindings bindings) => templates.IsEmpty
            ? StepOutputs.None
            : templates.ToDictionary(
                named => named.Name, named => named.Template.EvaluateJson(bindings), StringComparer.Ordinal);

    private static IReadOnlyDictionary<string, string> Texts(
        ImmutableArray<NamedTemplate> templates, FlowBindings bindings) => templates.IsEmpty
            ? FrozenDictionary<string, string>.Empty
            : templates.ToDictionary(
                named => named.Name, named => named.Template.EvaluateText(bindings), StringComparer.Ordinal);

    private static void RefuseLarge(string field, IReadOnlyDictionary<string, JsonElement> values)
    {
        if (ValueSize.Largest(values, ValueSize.MostHandedOut) is not { } name) return;
        var what = name == field ? field : $"{field}, of which '{name}' is the largest,";
        throw new FieldException($"{field}: " + ValueSize.TooLarge(what).Message, FieldException.TooLarge);
    }

    private static void RefuseLong(string field, IEnumerable<string> texts)
    {
        if (texts.Sum(text => (long)text.Length) <= ValueSize.MostHandedOut) return;
        throw new FieldException($"{field}: " + ValueSize.TooLarge(field).Message, FieldException.TooLarge);
    }

    private static List<string> Arguments(ImmutableArray<FieldTemplate> command, FlowBindings bindings)
    {
        var arguments = new List<string>(command.Length);
        foreach (var argument in command)
        {
            var value = argument.Evaluate(bindings);
            if (value is Value.List list) arguments.AddRange(list.Items.Select(ValueForms.ToText));
            else arguments.Add(ValueForms.ToText(value));
        }

        return arguments is [{ Length: > 0 }, ..]
            ? arguments
            : throw FieldException.WrongValue("command", "empty", "a program and its arguments");
    }
}
