using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Building;

/// <summary>A <c>loop</c> step.</summary>
public sealed class LoopBuilder : AttemptStepBuilder<LoopBuilder>
{
    internal LoopBuilder(BuilderNode node)
        : base(node) => Steps = new BlockBuilder(node);

    /// <summary>What is repeated, and the outputs of a round.</summary>
    public BlockBuilder Steps { get; }

    /// <summary>The round's number, from 0.</summary>
    public Cel Index { get; } = Cel.Of("loop.index");

    /// <summary>Returns a part of the state.</summary>
    public static Cel StateOf(string name) => Cel.Of("loop.state").Field(name);

    /// <summary>Returns an output of the round before; <c>loop.previous</c> itself is null in the first
    /// round.</summary>
    public static Cel Previous(string output) => Cel.Of("loop.previous").Field(output);

    /// <summary>Asks before each round; the loop ends when the test is false.</summary>
    public LoopBuilder While(Cel test) => Test("while", test);

    /// <summary>Asks after each round, inside it; the loop ends when the test is true.</summary>
    public LoopBuilder Until(Cel test) => Test("until", test);

    /// <summary>Bounds the rounds.</summary>
    public LoopBuilder Maximum(PipelineValue rounds) => Set("maximum", rounds);

    /// <summary>Says what it means that the last allowed round was made and the test asks for more.</summary>
    public LoopBuilder OnMaximum(OnMaximum choice) =>
        Set("onMaximum", choice == Model.OnMaximum.Fail ? "fail" : "finish");

    /// <summary>Adds a value that is carried from round to round, with what it is in the first.</summary>
    public LoopBuilder State(string name, PipelineValue first) => Put("state", name, first);

    /// <summary>Says what a value of the state is in the round that follows.</summary>
    public LoopBuilder Next(string name, PipelineValue value) => Put("next", name, value);
}
