namespace Pipelines.Testing.Fakes;

/// <summary>How the steps that a pattern names behave in a test.</summary>
/// <param name="Pattern">Which steps.</param>
public sealed record FakeStep(StepPattern Pattern)
{
    /// <summary>Results of the calls, in their order; the last is that of all further calls too. Empty:
    /// success.</summary>
    public IReadOnlyList<FakeResult> Results { get; init; } = [];

    /// <summary>
    /// What is answered when the step waits, in the order of its waits. Of approvals and callbacks the last answer
    /// holds for all further waits too; after the last decision about a failed step nobody decides any more.
    /// </summary>
    public IReadOnlyList<FakeAnswer> Answers { get; init; } = [];
}
