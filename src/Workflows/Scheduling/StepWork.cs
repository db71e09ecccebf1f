using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Workflows.Scheduling;

/// <summary>What an attempt of a step has to remember between events.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Branch), "branch")]
[JsonDerivedType(typeof(Rounds), "rounds")]
[JsonDerivedType(typeof(Items), "items")]
[JsonDerivedType(typeof(Stages), "stages")]
[JsonDerivedType(typeof(Token), "token")]
internal abstract record StepWork
{
    private StepWork()
    {
    }

    /// <summary>Set once it opens nothing new.</summary>
    public Halt? Halt { get; init; }

    /// <summary>What the attempt fails with whatever its blocks come to; null when it was not broken off.</summary>
    public StepError? Abort { get; init; }

    /// <summary>One block, opened once: a condition's branch.</summary>
    public sealed record Branch : StepWork
    {
        /// <summary>The work of every condition.</summary>
        public static Branch Begun { get; } = new();
    }

    /// <summary>A loop.</summary>
    /// <param name="State">The state of the round at work, or to come.</param>
    /// <param name="Maximum">Most rounds; null means no bound.</param>
    public sealed record Rounds(IReadOnlyDictionary<string, JsonElement> State, long? Maximum) : StepWork
    {
        /// <summary>The round at work, or to come, from 0.</summary>
        public int Round { get; init; }

        /// <summary>The block's outputs of the round before; null in the first.</summary>
        public IReadOnlyDictionary<string, JsonElement>? Previous { get; init; }
    }

    /// <summary>A foreach.</summary>
    /// <param name="All">The items; in a chunk only those of the chunk.</param>
    public sealed record Items(ImmutableArray<JsonElement> All) : StepWork
    {
        /// <summary>The number of the first of <see cref="All"/>: above 0 in a chunk only.</summary>
        public int Offset { get; init; }

        /// <summary>How many were begun, from the first on.</summary>
        public int Begun { get; init; }

        /// <summary>How many are at work; of chunks all their items.</summary>
        public int Open { get; init; }

        /// <summary>Outputs by the number of the first item they are of: one map an item, or lists of a
        /// chunk.</summary>
        public ImmutableSortedDictionary<int, ItemOutputs> Outputs { get; init; } =
            ImmutableSortedDictionary<int, ItemOutputs>.Empty;

        /// <summary>Characters of all outputs.</summary>
        public long Size { get; init; }

        /// <summary>The first failure of an item.</summary>
        public FlowFailure? Failure { get; init; }

        /// <summary>True when an item was stopped.</summary>
        public bool Stopped { get; init; }

        /// <summary>Chunks at work, by the number of their first item.</summary>
        public ImmutableSortedDictionary<int, ItemChunk> Chunks { get; init; } =
            ImmutableSortedDictionary<int, ItemChunk>.Empty;
    }

    /// <summary>A block, what catches its failure, and what runs at the end: a group or a nested pipeline.</summary>
    /// <param name="Stage">What runs.</param>
    public sealed record Stages(Stage Stage) : StepWork
    {
        /// <summary>How it stands: what <c>steps.NAME.status</c> is inside catch and finally.</summary>
        public StepStatus Status { get; init; } = StepStatus.Running;

        /// <summary>What failed; null when nothing did.</summary>
        public FlowFailure? Failure { get; init; }

        /// <summary>What <c>steps.NAME.error</c> is inside catch and finally.</summary>
        public StepError? Error { get; init; }

        /// <summary>What will be handed out.</summary>
        public IReadOnlyDictionary<string, JsonElement> Outputs { get; init; } = StepOutputs.None;

        /// <summary>The frame of the block, which a nested pipeline's finally looks into.</summary>
        public int Body { get; init; }

        /// <summary>A nested pipeline's parameters; null for a group.</summary>
        public IReadOnlyDictionary<string, JsonElement>? Parameters { get; init; }
    }

    /// <summary>A callback.</summary>
    /// <param name="Value">What the answer has to show.</param>
    public sealed record Token(string Value) : StepWork
    {
        /// <summary>The answer that came while the request was still being made; null for none.</summary>
        public StepAnswer? Answer { get; init; }
    }
}
