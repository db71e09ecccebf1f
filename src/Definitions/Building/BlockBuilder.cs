using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Building;

/// <summary>Steps and what they hand out. Every method that adds a step returns what others read of it.</summary>
public sealed class BlockBuilder
{
    private readonly BuilderNode _node;
    private readonly BuilderNode _steps;

    internal BlockBuilder(BuilderNode node) => (_node, _steps) = (node, node.Child("steps"));

    /// <summary>Adds a step that runs a program or a component.</summary>
    public StepHandle Processing(string name, Action<JobBuilder> build) =>
        Add(name, "processing", n => new JobBuilder(n), build);

    /// <summary>Adds a step that trains: it also has the output <c>model</c>.</summary>
    public StepHandle Training(string name, Action<JobBuilder> build) =>
        Add(name, "training", n => new JobBuilder(n), build);

    /// <summary>Adds a step whose report becomes its metrics.</summary>
    public StepHandle Evaluate(string name, Action<JobBuilder> build) =>
        Add(name, "evaluate", n => new JobBuilder(n), build);

    /// <summary>Adds a step that applies a model.</summary>
    public StepHandle Transform(string name, Action<JobBuilder> build) =>
        Add(name, "transform", n => new JobBuilder(n), build);

    /// <summary>Adds a step that makes a version in the model registry.</summary>
    public StepHandle Register(string name, Action<RegisterBuilder> build) =>
        Add(name, "register", n => new RegisterBuilder(n), build);

    /// <summary>Adds a step that runs the first branch whose test holds.</summary>
    public StepHandle Condition(string name, Action<ConditionBuilder> build) =>
        Add(name, "condition", n => new ConditionBuilder(n), build);

    /// <summary>Adds a step that repeats steps.</summary>
    public StepHandle Loop(string name, Action<LoopBuilder> build) => Add(name, "loop", n => new LoopBuilder(n), build);

    /// <summary>Adds a step that runs steps for every item.</summary>
    /// <param name="name">The step's name.</param>
    /// <param name="item">The item's name in expressions.</param>
    /// <param name="build">Says which items, and what runs.</param>
    public StepHandle ForEach(string name, string item, Action<ForEachBuilder> build)
    {
        ArgumentNullException.ThrowIfNull(item);
        return Add(name, "foreach", n => new ForEachBuilder(n, item), build);
    }

    /// <summary>Adds steps that are taken together, with what runs after a failure and at the end.</summary>
    public StepHandle Group(string name, Action<GroupBuilder> build) =>
        Add(name, "group", n => new GroupBuilder(n), build);

    /// <summary>Adds another pipeline as one step.</summary>
    /// <param name="name">The step's name.</param>
    /// <param name="pipeline">The pipeline, compiled before.</param>
    /// <param name="build">Gives its parameters values.</param>
    /// <param name="file">The file it was read from, which is stored with the definition; null when it was
    /// built.</param>
    public StepHandle Pipeline(
        string name, PipelineDefinition pipeline, Action<NestedBuilder>? build = null, string? file = null)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        var word = $"built:{_node.Built.Count}";
        _node.Built.Add(word, new(pipeline, file));
        return PipelineFile(name, word, build);
    }

    /// <summary>Adds the pipeline in a file as one step; the file is read when this pipeline is compiled.</summary>
    public StepHandle PipelineFile(string name, string file, Action<NestedBuilder>? build = null) => Add(
        name,
        "pipeline",
        n =>
        {
            n.Set("file", file);
            return new NestedBuilder(n);
        },
        build ?? (_ => { }));

    /// <summary>Adds a step that waits for a person's decision.</summary>
    public StepHandle Approval(string name, Action<ApprovalBuilder> build) =>
        Add(name, "approval", n => new ApprovalBuilder(n), build);

    /// <summary>Adds a step that waits for the answer of an outside system.</summary>
    public StepHandle Callback(string name, Action<CallbackBuilder> build) =>
        Add(name, "callback", n => new CallbackBuilder(n), build);

    /// <summary>Adds a step that calls a web service.</summary>
    public StepHandle Http(string name, Action<HttpBuilder> build) => Add(name, "http", n => new HttpBuilder(n), build);

    /// <summary>Adds a step that lets a length of time go by: text such as <c>1d</c>, or an expression.</summary>
    public StepHandle WaitFor(string name, PipelineValue duration, Action<WaitBuilder>? build = null) =>
        Wait(name, "duration", duration, build);

    /// <summary>Adds a step that waits until a point in time: text such as <c>2030-01-31T12:00:00Z</c>, or an
    /// expression.</summary>
    public StepHandle WaitUntil(string name, PipelineValue time, Action<WaitBuilder>? build = null) =>
        Wait(name, "until", time, build);

    /// <summary>Adds a step that ends the execution; <c>${{ }}</c> in its message is evaluated.</summary>
    public StepHandle Fail(string name, string message, Action<FailBuilder>? build = null) => Add(
        name,
        "fail",
        n =>
        {
            n.Set("message", message);
            return new FailBuilder(n);
        },
        build ?? (_ => { }));

    /// <summary>Adds a value that the block hands out.</summary>
    public BlockBuilder Output(string name, PipelineValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _node.Child("outputs").Add(name, value);
        return this;
    }

    private StepHandle Wait(string name, string field, PipelineValue value, Action<WaitBuilder>? build) => Add(
        name,
        "wait",
        n =>
        {
            n.Set(field, value);
            return new WaitBuilder(n);
        },
        build ?? (_ => { }));

    private StepHandle Add<T>(string name, string type, Func<BuilderNode, T> make, Action<T> build)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(build);
        var node = _steps.New(name);
        node.Set("type", type);
        build(make(node));
        return new StepHandle(name);
    }
}
