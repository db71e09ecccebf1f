using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Reading;

/// <summary>A whole file as it was read, before its references are followed.</summary>
/// <param name="Name">The pipeline's name; empty when it could not be read.</param>
/// <param name="Description">What it is for; null when the file says nothing.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Body">Its steps and outputs.</param>
/// <param name="Finally">The steps at the end; null when there are none.</param>
/// <param name="Parallelism">Most job steps at once; null for no bound.</param>
/// <param name="Failure">What a failure does to the steps beside it.</param>
/// <param name="Timeout">Longest time; null for no bound.</param>
/// <param name="Depth">Blocks inside each other, at most.</param>
internal sealed record PipelineDraft(
    string Name,
    string? Description,
    IReadOnlyList<ParameterDraft> Parameters,
    BlockDraft Body,
    BlockDraft? Finally,
    int? Parallelism,
    FailureMode Failure,
    TimeSpan? Timeout,
    int Depth);
