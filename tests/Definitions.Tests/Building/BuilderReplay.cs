using System.Text.Json;
using Pipelines.Definitions.Building;
using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Tests.Building;

/// <summary>Builds a definition anew, by the methods that somebody would call who writes it in C#.</summary>
internal static class BuilderReplay
{
    public static PipelineBuilder Of(PipelineDefinition pipeline)
    {
        var builder = new PipelineBuilder(pipeline.Name);
        if (pipeline.Description is { } description) builder.Description(description);
        foreach (var p in pipeline.Parameters)
        {
            builder.Parameter(
                p.Name, p.Type, Value(p.Default), p.Description, p.Minimum, p.Maximum, p.Choices?.Select(c => PipelineValue.Of(c)).ToList());
        }

        if (pipeline.Parallelism is { } most) builder.Parallelism(most);
        if (pipeline.Timeout is { } longest) builder.Timeout(longest);
        builder.Failure(pipeline.FailureMode);
        Fill(builder.Steps, pipeline.Body);
        if (pipeline.Finally is { } last) builder.Finally(steps => Fill(steps, last));
        return builder;
    }

    private static void Fill(BlockBuilder to, BlockDefinition block)
    {
        foreach (var step in block.Steps) Add(to, step);
        foreach (var (name, value) in block.Outputs) to.Output(name, PipelineValue.Of(value));
    }

    private static void Add(BlockBuilder to, StepDefinition step) => _ = step switch
    {
        StepDefinition.Job { Type: "training" } job => to.Training(step.Name, b => Job(b, job)),
        StepDefinition.Job { Type: "evaluate" } job => to.Evaluate(step.Name, b => Job(b, job)),
        StepDefinition.Job { Type: "transform" } job => to.Transform(step.Name, b => Job(b, job)),
        StepDefinition.Job job => to.Processing(step.Name, b => Job(b, job)),
        StepDefinition.Register register => to.Register(step.Name, b => Register(b, register)),
        StepDefinition.Condition condition => to.Condition(step.Name, b => Condition(b, condition)),
        StepDefinition.Loop loop => to.Loop(step.Name, b => Loop(b, loop)),
        StepDefinition.ForEach each => to.ForEach(step.Name, each.As, b => ForEach(b, each)),
        StepDefinition.Guarded group => to.Group(step.Name, b => Group(b, group)),
        StepDefinition.Nested nested => to.Pipeline(step.Name, nested.Pipeline, b => Nested(b, nested), nested.File),
        StepDefinition.ManualApproval approval => to.Approval(step.Name, b => Approval(b, approval)),
        StepDefinition.Callback callback => to.Callback(step.Name, b => Callback(b, callback)),
        StepDefinition.Http http => to.Http(step.Name, b => Http(b, http)),
        StepDefinition.Wait { Duration: { } duration } => to.WaitFor(step.Name, PipelineValue.Of(duration), b => Fallible(b, step)),
        StepDefinition.Wait { Until: { } time } => to.WaitUntil(step.Name, PipelineValue.Of(time), b => Fallible(b, step)),
        StepDefinition.Fail fail => to.Fail(step.Name, fail.Message, b => Common(b, step)),
        _ => throw new NotSupportedException(step.GetType().Name),
    };

    private static void Job(JobBuilder to, StepDefinition.Job job)
    {
        Work(to, job);
        if (job.Program is ProgramDefinition.Command command) to.Command([.. command.Arguments.Select(PipelineValue.Of)]);
        if (job.Program is ProgramDefinition.Component component) to.Component(component.Name);
        foreach (var (name, value) in job.Inputs) to.Input(name, PipelineValue.Of(value));
        foreach (var (name, value) in job.Hyperparameters) to.Hyperparameter(name, PipelineValue.Of(value));
        foreach (var (name, value) in job.Env) to.Env(name, PipelineValue.Of(value));
        foreach (var (name, pattern) in job.Metrics) to.Metric(name, pattern);
        foreach (var output in job.Outputs) to.Output(output.Name, output.Path, output.Kind, output.Optional);
        if (job.Report is { } report) to.Report(report);
    }

    private static void Register(RegisterBuilder to, StepDefinition.Register step)
    {
        Work(to, step).Model(PipelineValue.Of(step.Group), PipelineValue.Of(step.Model));
        if (step.Approval is { } approval) to.Approval(PipelineValue.Of(approval));
        if (step.Note is { } note) to.Note(PipelineValue.Of(note));
        foreach (var (name, value) in step.Metrics) to.Metric(name, PipelineValue.Of(value));
    }

    private static void Condition(ConditionBuilder to, StepDefinition.Condition step)
    {
        Attempts(to, step);
        foreach (var branch in step.Branches)
        {
            _ = branch switch
            {
                { Word: "then" } => to.If(Cel.Of(branch.If!), b => Fill(b, branch.Block)),
                { If: { } test } => to.ElseIf(Cel.Of(test), b => Fill(b, branch.Block)),
                _ => to.Else(b => Fill(b, branch.Block)),
            };
        }
    }

    private static void Loop(LoopBuilder to, StepDefinition.Loop step)
    {
        Attempts(to, step).OnMaximum(step.OnMaximum);
        if (step.While is { } before) to.While(Cel.Of(before));
        if (step.Until is { } after) to.Until(Cel.Of(after));
        if (step.Maximum is { } maximum) to.Maximum(PipelineValue.Of(maximum));
        foreach (var (name, value) in step.State) to.State(name, PipelineValue.Of(value));
        foreach (var (name, value) in step.Next) to.Next(name, PipelineValue.Of(value));
        Fill(to.Steps, step.Block);
    }

    private static void ForEach(ForEachBuilder to, StepDefinition.ForEach step)
    {
        Attempts(to, step);
        if (step.Parallelism is { } most) to.Parallelism(most);
        if (step.Items is { } items)
        {
            if (Bare(items) is { } expression) to.Items(expression);
            else to.ItemsOf([.. items.EnumerateArray().Select(PipelineValue.Of)]);
        }

        foreach (var axis in step.Matrix ?? [])
        {
            if (Bare(axis.Values) is { } expression) to.Axis(axis.Name, expression);
            else to.AxisOf(axis.Name, [.. axis.Values.EnumerateArray().Select(PipelineValue.Of)]);
        }

        Fill(to.Steps, step.Block);
    }

    private static void Group(GroupBuilder to, StepDefinition.Guarded step)
    {
        Attempts(to, step);
        Fill(to.Steps, step.Block);
        if (step.Catch is { } caught) to.Catch(b => Fill(b, caught));
        if (step.Finally is { } last) to.Finally(b => Fill(b, last));
    }

    private static void Nested(NestedBuilder to, StepDefinition.Nested step)
    {
        Attempts(to, step);
        foreach (var (name, value) in step.With) to.With(name, PipelineValue.Of(value));
    }

    private static void Approval(ApprovalBuilder to, StepDefinition.ManualApproval step)
    {
        Attempts(to, step).OnReject(step.OnReject);
        if (step.Message is { } message) to.Message(message);
        if (step.Default is { } fallback) to.Default(fallback);
    }

    private static void Callback(CallbackBuilder to, StepDefinition.Callback step)
    {
        Work(to, step).Outputs(step.Outputs);
        if (step.Request is { } call) to.Request(PipelineValue.Of(call.Url), call.Method, Value(call.Body), Headers(call));
    }

    private static void Http(HttpBuilder to, StepDefinition.Http step)
    {
        Work(to, step).Call(PipelineValue.Of(step.Call.Url), step.Call.Method, Value(step.Call.Body), Headers(step.Call));
        if (step.Expect.Count > 0) to.Expect(step.Expect);
        foreach (var (name, text) in step.Outputs) to.Output(name, Cel.Of(text));
    }

    private static T Work<T>(T to, StepDefinition step)
        where T : WorkStepBuilder<T>
    {
        if (step.Queue is { } queue) to.Queue(queue);
        return Attempts(to, step);
    }

    private static T Attempts<T>(T to, StepDefinition step)
        where T : AttemptStepBuilder<T>
    {
        if (step.Timeout is { } longest) to.Timeout(longest);
        if (step.Retry is { } retry) to.Retry(retry);
        return Fallible(to, step);
    }

    private static T Fallible<T>(T to, StepDefinition step)
        where T : FallibleStepBuilder<T> => Common(to.OnFailure(step.OnFailure), step);

    private static T Common<T>(T to, StepDefinition step)
        where T : StepBuilder<T>
    {
        if (step.Description is { } description) to.Description(description);
        if (step.When is { } test) to.When(Cel.Of(test));
        return to.NeedsNamed(step.DependsOn).Tags(step.Tags);
    }

    private static (string, PipelineValue)[] Headers(HttpCall call) => [.. call.Headers.Select(h => (h.Key, PipelineValue.Of(h.Value)))];

    private static PipelineValue? Value(JsonElement? json) => json is { } known ? PipelineValue.Of(known) : null;

    private static Cel? Bare(JsonElement list) =>
        list.ValueKind == JsonValueKind.String ? Cel.Of(list.GetString()![3..^2].Trim()) : null;
}
