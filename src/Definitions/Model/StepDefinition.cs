using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipelines.Definitions.Model;

/// <summary>A step: what all kinds share, and one record for each kind.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Job), "job")]
[JsonDerivedType(typeof(Register), "register")]
[JsonDerivedType(typeof(Condition), "condition")]
[JsonDerivedType(typeof(Fail), "fail")]
[JsonDerivedType(typeof(Loop), "loop")]
[JsonDerivedType(typeof(ForEach), "foreach")]
[JsonDerivedType(typeof(Guarded), "group")]
[JsonDerivedType(typeof(Nested), "pipeline")]
[JsonDerivedType(typeof(ManualApproval), "approval")]
[JsonDerivedType(typeof(Callback), "callback")]
[JsonDerivedType(typeof(Http), "http")]
[JsonDerivedType(typeof(Wait), "wait")]
public abstract partial record StepDefinition
{
    private StepDefinition()
    {
    }

    /// <summary>The step's name, unique in its block.</summary>
    public required string Name { get; init; }

    /// <summary>The word after <c>type:</c>, such as <c>training</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What the step is for; null when the file says nothing.</summary>
    public string? Description { get; init; }

    /// <summary>
    /// Names of steps of the same block that must be done first: <c>needs</c> and data flow together, sorted, without
    /// repeats.
    /// </summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>CEL text; the step is skipped unless it is true. Null means it always runs.</summary>
    public string? When { get; init; }

    /// <summary>
    /// Longest time for one attempt, of a step with blocks for all that is inside; null means the default of the
    /// pipeline, else no bound. For <c>approval</c> and <c>callback</c>: how long the answer is waited for.
    /// </summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// How a failed attempt is tried again; null means one attempt. A step with blocks runs them anew.
    /// </summary>
    public RetryDefinition? Retry { get; init; }

    /// <summary>Name of the task queue whose workers run the step; null means the execution's own.</summary>
    public string? Queue { get; init; }

    /// <summary>What happens after the last attempt failed. Default: <see cref="OnFailure.Stop"/>.</summary>
    public OnFailure OnFailure { get; init; }

    /// <summary>Free words for selecting steps.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>
    /// A program, container or component: <c>processing</c>, <c>training</c>, <c>evaluate</c>, <c>transform</c>.
    /// </summary>
    public sealed record Job : StepDefinition
    {
        /// <summary>What runs.</summary>
        public required ProgramDefinition Program { get; init; }

        /// <summary>
        /// Input name → value template; an artifact becomes a channel, any other value a JSON file of it.
        /// </summary>
        public IReadOnlyDictionary<string, JsonElement> Inputs { get; init; } = new Dictionary<string, JsonElement>();

        /// <summary>Hyperparameter name → value template.</summary>
        public IReadOnlyDictionary<string, JsonElement> Hyperparameters { get; init; } =
            new Dictionary<string, JsonElement>();

        /// <summary>Environment variable → value template.</summary>
        public IReadOnlyDictionary<string, JsonElement> Env { get; init; } = new Dictionary<string, JsonElement>();

        /// <summary>
        /// Declared outputs. A <c>training</c> step also has <c>model</c> (kind model, the content of
        /// <c>SM_MODEL_DIR</c>).
        /// </summary>
        public IReadOnlyList<OutputDefinition> Outputs { get; init; } = [];

        /// <summary>
        /// Metric name → regular expression with one group, matched against the log; the last match counts.
        /// </summary>
        public IReadOnlyDictionary<string, string> Metrics { get; init; } = new Dictionary<string, string>();

        /// <summary>
        /// For <c>evaluate</c>: the output whose JSON becomes <c>metrics</c>; the compiler fills in the only one of
        /// kind value or report. Null means none.
        /// </summary>
        public string? Report { get; init; }
    }

    /// <summary>A new version in the model registry.</summary>
    public sealed record Register : StepDefinition
    {
        /// <summary>Value template: the group's name.</summary>
        public required JsonElement Group { get; init; }

        /// <summary>Value template: the model artifact.</summary>
        public required JsonElement Model { get; init; }

        /// <summary>Value template: <c>pending</c>, <c>approved</c> or <c>rejected</c>. Default: pending.</summary>
        public JsonElement? Approval { get; init; }

        /// <summary>Metric name → value template, stored with the version.</summary>
        public IReadOnlyDictionary<string, JsonElement> Metrics { get; init; } = new Dictionary<string, JsonElement>();

        /// <summary>Value template: a sentence stored with the version.</summary>
        public JsonElement? Note { get; init; }
    }

    /// <summary><c>if</c> / <c>elif</c> / <c>else</c>.</summary>
    /// <remarks>Its outputs are those of the branch taken.</remarks>
    public sealed record Condition : StepDefinition
    {
        /// <summary>
        /// The branches in order; the first whose test holds is taken. The one without a test stands last.
        /// </summary>
        public required IReadOnlyList<BranchDefinition> Branches { get; init; }
    }

    /// <summary>Ends the execution with a message.</summary>
    public sealed record Fail : StepDefinition
    {
        /// <summary>Text that may hold <c>${{ … }}</c>.</summary>
        public required string Message { get; init; }
    }
}
