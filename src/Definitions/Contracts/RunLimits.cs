namespace Pipelines.Definitions.Contracts;

/// <summary>
/// When an execution continues as new, and how wide foreach are divided: part of its input, so that it decides alike
/// wherever it is replayed. Null everywhere means what an execution of any size can live with.
/// </summary>
public sealed record RunLimits
{
    /// <summary>
    /// Events after which no more activities are started until the execution has continued as new; from half of them on
    /// that is done when at most one is at work. At least 1. Null means 10,000.
    /// </summary>
    public int? HistoryEvents { get; init; }

    /// <summary>
    /// Items of a foreach that one workflow runs; more are run by child workflows, each so many. At least 1. Null means
    /// 500.
    /// </summary>
    public int? ChunkItems { get; init; }

    /// <summary>
    /// Characters of a carried-over state up to which steps that nobody can read any more are kept in it. Null means
    /// 131,072.
    /// </summary>
    public int? KeptState { get; init; }
}
