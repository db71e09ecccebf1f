using System.Text.Json;

namespace Pipelines.Definitions.Model;

/// <content>Steps that repeat, guard or embed a block.</content>
public abstract partial record StepDefinition
{
    /// <summary><c>loop</c>: repeats its block while or until a test holds.</summary>
    /// <remarks>
    /// A round is a run of the block under the path <c>NAME[i]</c>. Inside it <c>loop.index</c> counts rounds from 0,
    /// <c>loop.state</c> is the state, <c>loop.previous</c> the block's outputs of the round before (null in the
    /// first).
    /// After a round <see cref="Next"/> is evaluated inside the block into the new state, then <see cref="Until"/>.
    /// The loop's outputs are those of the last round; of no round at all: nulls.
    /// </remarks>
    public sealed record Loop : StepDefinition
    {
        /// <summary>CEL text asked before each round; the loop ends when it is false. Null means always true.</summary>
        public string? While { get; init; }

        /// <summary>
        /// CEL text asked after each round, inside its block; the loop ends when it is true. Null means never true.
        /// </summary>
        public string? Until { get; init; }

        /// <summary>
        /// Value template, a whole number from 0: most rounds; null means no bound. When it is reached the loop ends
        /// as <see cref="OnMaximum"/> says.
        /// </summary>
        public JsonElement? Maximum { get; init; }

        /// <summary>What reaching <see cref="Maximum"/> with a test that still asks for more means.</summary>
        public OnMaximum OnMaximum { get; init; }

        /// <summary>State name → value template, evaluated once, outside the block.</summary>
        public IReadOnlyDictionary<string, JsonElement> State { get; init; } = new Dictionary<string, JsonElement>();

        /// <summary>
        /// State name → value template, evaluated inside the block after each round. A name of <see cref="State"/> that
        /// is not here keeps its value.
        /// </summary>
        public IReadOnlyDictionary<string, JsonElement> Next { get; init; } = new Dictionary<string, JsonElement>();

        /// <summary>What is repeated.</summary>
        public required BlockDefinition Block { get; init; }
    }

    /// <summary><c>foreach</c>: runs its block for every item, side by side.</summary>
    /// <remarks>
    /// An item's block runs under the path <c>NAME[i]</c>; inside it the name <see cref="As"/> is the item, and
    /// <c>loop.index</c> its number from 0 (<c>loop.state</c> and <c>loop.previous</c> stay those of a loop around it).
    /// Its outputs are lists in item order, whatever order the items ended in; of no items: empty lists.
    /// </remarks>
    public sealed record ForEach : StepDefinition
    {
        /// <summary>
        /// Value template of the list: a JSON list whose members may hold <c>${{ … }}</c>, or one expression as text
        /// with
        /// <c>${{ }}</c> around it. Null exactly when <see cref="Matrix"/> is there.
        /// </summary>
        public JsonElement? Items { get; init; }

        /// <summary>
        /// Axis → value template of its list, in the order of the file. The items are the maps of all combinations,
        /// the last
        /// axis changing fastest. Null exactly when <see cref="Items"/> is there.
        /// </summary>
        public IReadOnlyList<MatrixAxis>? Matrix { get; init; }

        /// <summary>The item's name in the block. Default: <c>item</c>; of a matrix: <c>matrix</c>.</summary>
        public required string As { get; init; }

        /// <summary>Most items at once; null means no bound but the execution's.</summary>
        public int? Parallelism { get; init; }

        /// <summary>What runs for every item.</summary>
        public required BlockDefinition Block { get; init; }
    }

    /// <summary><c>group</c>: a block that may be guarded.</summary>
    /// <remarks>
    /// A failure that nothing inside contains ends the block and opens <see cref="Catch"/>; the group succeeds when
    /// that
    /// does. <see cref="Finally"/> runs after both, also after a stop; its failure fails the group. In both,
    /// <c>error</c> and <c>status</c>
    /// of the group itself tell what happened. Paths: <c>NAME.step</c>, <c>NAME.catch.step</c>,
    /// <c>NAME.finally.step</c>.
    /// Outputs: those of the block, after a catch those of the catch block.
    /// </remarks>
    public sealed record Guarded : StepDefinition
    {
        /// <summary>The guarded steps.</summary>
        public required BlockDefinition Block { get; init; }

        /// <summary>What runs after a failure of <see cref="Block"/>; null means that the group fails.</summary>
        public BlockDefinition? Catch { get; init; }

        /// <summary>What runs at the end in any case; null means nothing.</summary>
        public BlockDefinition? Finally { get; init; }
    }

    /// <summary><c>pipeline</c>: another pipeline as one step.</summary>
    /// <remarks>
    /// Its steps run in the same execution under the path <c>NAME.</c>, see its parameters and nothing around the
    /// step; its
    /// own finally block runs as <c>NAME.finally.</c>; the step's outputs are the pipeline's.
    /// </remarks>
    public sealed record Nested : StepDefinition
    {
        /// <summary>The pipeline, compiled with this one and pinned with it.</summary>
        public required PipelineDefinition Pipeline { get; init; }

        /// <summary>The file it was read from, as written; null when it was built in C#.</summary>
        public string? File { get; init; }

        /// <summary>Parameter name → value template; parameters that are not here take their defaults.</summary>
        public IReadOnlyDictionary<string, JsonElement> With { get; init; } = new Dictionary<string, JsonElement>();
    }
}
